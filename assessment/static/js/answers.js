// Saves an answer as it is chosen. What the server has not confirmed is kept in this browser, shown as unsaved and
// sent again. Without this script every question is a plain form with a button.
import { forget, keep, kept } from "./unsaved.js";
import { addToRegister, choiceOf, clearNewEvidence, entries, fill, goOn, isNewEvidence, keepFocus } from "./question.js";

const RETRY_MS = 3000;
const TYPING_MS = 900;
const CHOOSING_MS = 250;
const LONGEST_WAIT = 10;
const CHOSEN = { adding: false, press: null };

class Saver {
  constructor(form) {
    this.form = form;
    this.words = JSON.parse(form.dataset.words);
    this.timer = 0;
    this.waiting = null;
    this.sending = false;
    this.paused = false;
    this.tries = 0;
    this.revision = form.elements.revision.value;
    form.addEventListener("change", (event) => this.touched(event.target, CHOOSING_MS));
    form.addEventListener("input", (event) => event.target.matches("textarea") && this.touched(event.target, TYPING_MS));
    form.addEventListener("submit", (event) => this.submitted(event));
    form.addEventListener("keydown", (event) => isHeldDown(event) && event.preventDefault());
    form.addEventListener("click", (event) => event.target.dataset.keep === "theirs" && this.takeTheirs());
  }

  touched(field, delay) {
    if (isNewEvidence(field)) return;
    this.openEvidence();
    this.soon(delay, CHOSEN);
  }

  openEvidence() {
    if (["3", "4"].includes(choiceOf(this.form))) this.form.querySelector(".evidence-part").open = true;
  }

  submitted(event) {
    event.preventDefault();
    const { name, value } = event.submitter ?? {};
    if (name === "clear") fill(this.form, []);
    this.paused = false;
    this.revision = this.form.elements.revision.value;
    this.soon(0, { adding: true, press: name ? [name, value] : null });
  }

  takeTheirs() {
    forget(this.form);
    location.reload();
  }

  soon(delay, how) {
    this.waiting = joined(this.waiting, how);
    keep(this.form, this.waiting, this.revision);
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.send(), delay);
  }

  async send() {
    if (this.paused || this.sending || !this.waiting) return;
    if (this.lacksReason()) return this.say(this.words.reason, true);
    const how = this.waiting;
    const sent = JSON.stringify(entries(this.form));
    this.waiting = null;
    this.sending = true;
    this.say(this.words.saving);
    try {
      const reply = await fetch(this.form.action, request(this.form, how));
      await this.answered(reply, sent, how);
    } catch {
      this.unreachable(how);
    }
    this.sending = false;
    if (!this.tries) this.send();
  }

  lacksReason() {
    const reason = this.form.elements.reason;
    return choiceOf(this.form) === "na" && reason && [...reason.value.trim()].length < 20;
  }

  async answered(reply, sent, how) {
    if (reply.status >= 502) return this.unreachable(how);
    const said = await reply.json();
    this.tries = 0;
    if (reply.ok) return this.saved(said, sent, how);
    if (said.theirs) return this.conflict(said);
    this.say(`${this.words.gone} ${said.error}`, true);
  }

  saved(said, sent, how) {
    const unchanged = sent === JSON.stringify(entries(this.form));
    this.form.elements.version.value = said.version;
    this.form.elements.carried_over.value = said.carried_over ? "1" : "";
    const onButton = document.activeElement.name === "confirm" && this.form.contains(document.activeElement);
    keepFocus(this.form, () => this.redraw(said));
    if (onButton && how.press?.[0] === "confirm" && said.next) goOn(this.form, said.next);
    addToRegister(said.register);
    if (how.adding) clearNewEvidence(this.form, said.evidence);
    this.place("evidence-count").textContent = said.evidence.length || "";
    if (unchanged) forget(this.form);
    else this.soon(CHOOSING_MS, this.waiting ?? CHOSEN);
    this.say(said.saved);
  }

  redraw(said) {
    this.place("standing").innerHTML = said.standing;
    document.getElementById("progress").outerHTML = said.progress;
    this.form.querySelector(".theirs")?.remove();
    if (!said.carried_over) this.place("confirming")?.remove();
    const waiting = document.getElementById("to-confirm");
    if (waiting && said.to_confirm) waiting.outerHTML = said.to_confirm;
  }

  conflict(said) {
    this.paused = true;
    keepFocus(this.form, () => this.form.querySelector(".theirs")?.remove());
    this.form.querySelector(".levels").insertAdjacentHTML("beforebegin", said.theirs);
    this.form.querySelector("[data-keep=theirs]").hidden = false;
    this.form.elements.version.value = said.version;
    this.say(said.error, true);
  }

  unreachable(how) {
    this.waiting = joined(how, this.waiting);
    this.tries = Math.min(this.tries + 1, LONGEST_WAIT);
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.send(), RETRY_MS * this.tries);
    this.say(this.words.unsaved, true);
  }

  say(words, alarming = false) {
    const place = this.place("saving");
    place.textContent = words;
    place.classList.toggle("alarm", alarming);
    this.form.classList.toggle("unsaved", alarming);
    document.getElementById("unsent").hidden = !document.querySelector(".question.unsaved");
  }

  place(name) {
    return this.form.querySelector(`[data-place="${name}"]`);
  }

  resume() {
    const left = kept(this.form);
    if (!left) return;
    fill(this.form, left.entries);
    this.openEvidence();
    this.revision = left.revision;
    this.paused = this.revision !== this.form.elements.revision.value;
    this.soon(0, left.how);
    if (this.paused) this.say(this.words.changed, true);
  }

  // The page is being left: what still waits goes out now, and is kept until the server has confirmed it.
  leave() {
    if (this.waiting && !this.paused && !this.lacksReason()) {
      fetch(this.form.action, { ...request(this.form, this.waiting), keepalive: true }).catch(() => {});
    }
  }
}

// What was pressed before and has not arrived goes out with what comes after it, but for clearing: that is undone by it.
function joined(first, then) {
  if (!first || !then || first.press?.[0] === "clear") return then ?? first;
  return { adding: first.adding || then.adding, press: then.press ?? first.press };
}

// The focus goes on from one answer to the next: a key held down must not confirm them all.
const isHeldDown = (event) => event.repeat && event.target.name === "confirm";

function request(form, how) {
  const body = new FormData(form);
  if (!how.adding) for (const name of [...body.keys()]) if (name.startsWith("new-")) body.delete(name);
  if (how.press) body.append(...how.press);
  return { method: "POST", body, headers: { Accept: "application/json" } };
}

const savers = [...document.querySelectorAll("form.question")].map((form) => new Saver(form));
for (const saver of savers) saver.resume();
addEventListener("online", () => savers.forEach((saver) => saver.send()));
addEventListener("pagehide", () => savers.forEach((saver) => saver.leave()));
