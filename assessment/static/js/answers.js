// Saves an answer as it is chosen. What the server has not confirmed is kept in this browser, shown as unsaved and
// sent again. Without this script every question is a plain form with a button.
import { forget, keep, kept } from "./unsaved.js";
import { addToRegister, choiceOf, entries, fill } from "./question.js";

const RETRY_MS = 3000;
const TYPING_MS = 900;
const CHOOSING_MS = 250;
const LONGEST_WAIT = 20;

class Saver {
  constructor(form) {
    this.form = form;
    this.words = JSON.parse(form.dataset.words);
    this.timer = 0;
    this.sending = false;
    this.again = false;
    this.paused = false;
    this.tries = 0;
    form.addEventListener("change", (event) => this.changed(event));
    form.addEventListener("input", (event) => event.target.matches("textarea") && this.touched(TYPING_MS, event.target));
    form.addEventListener("submit", (event) => this.submitted(event));
    form.addEventListener("click", (event) => this.decided(event));
  }

  changed(event) {
    this.openEvidence();
    if (!isNewEvidence(event.target)) this.touched(CHOOSING_MS, event.target);
  }

  touched(delay, field) {
    if (isNewEvidence(field)) return;
    keep(this.form);
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.send(), delay);
  }

  openEvidence() {
    if (["3", "4"].includes(choiceOf(this.form))) this.form.querySelector(".evidence-part").open = true;
  }

  submitted(event) {
    event.preventDefault();
    clearTimeout(this.timer);
    const button = event.submitter;
    this.paused = false;
    if (button?.name === "clear") fill(this.form, []);
    this.send(button);
  }

  decided(event) {
    if (event.target.dataset?.keep !== "theirs") return;
    forget(this.form);
    location.reload();
  }

  async send(button = null) {
    if (this.paused) return;
    if (this.sending) {
      this.again = true;
      return;
    }
    if (this.lacksReason()) {
      this.say(this.words.reason, true);
      return;
    }
    this.sending = true;
    this.say(this.words.saving);
    const sent = entries(this.form);
    const body = new FormData(this.form, null);
    if (button?.name) body.append(button.name, button.value);
    if (button?.dataset.save !== "evidence" && button === null) dropNewEvidence(body);
    keep(this.form);
    try {
      const reply = await fetch(this.form.action, { method: "POST", body, headers: { Accept: "application/json" } });
      await this.answered(reply, sent, button);
    } catch {
      this.unreachable();
    }
    this.sending = false;
    if (this.again) {
      this.again = false;
      this.send();
    }
  }

  lacksReason() {
    const reason = this.form.elements.reason;
    return choiceOf(this.form) === "na" && reason && [...reason.value.trim()].length < 20;
  }

  async answered(reply, sent, button) {
    if (reply.status >= 502) return this.unreachable();
    const said = await reply.json();
    this.tries = 0;
    if (reply.ok) return this.saved(said, sent, button);
    if (said.theirs) return this.conflict(said);
    this.say(`${this.words.gone} ${said.error}`, true);
  }

  saved(said, sent, button) {
    this.form.elements.version.value = said.version;
    this.form.elements.carried_over.value = said.carried_over ? "1" : "";
    this.place("standing").innerHTML = said.standing;
    document.getElementById("progress").outerHTML = said.progress;
    addToRegister(said.register);
    this.form.querySelector(".theirs")?.remove();
    if (!said.carried_over) this.form.querySelector("[name=confirm]")?.remove();
    if (button?.dataset.save === "evidence") this.evidenceAdded(said.evidence);
    this.place("evidence-count").textContent = said.evidence.length || "";
    if (JSON.stringify(sent) === JSON.stringify(entries(this.form)) || button) forget(this.form);
    this.say(said.saved);
  }

  evidenceAdded(linked) {
    for (const box of this.form.querySelectorAll("[name=evidence]")) box.checked = linked.includes(box.value);
    const part = this.form.querySelector(".new-evidence");
    for (const field of part.querySelectorAll("input")) field.value = "";
    part.open = false;
    part.querySelector("summary").focus();
  }

  conflict(said) {
    this.paused = true;
    this.form.querySelector(".theirs")?.remove();
    this.form.querySelector(".levels").insertAdjacentHTML("beforebegin", said.theirs);
    this.form.querySelector("[data-keep=theirs]").hidden = false;
    this.form.elements.version.value = said.version;
    this.say(said.error, true);
  }

  unreachable() {
    this.say(this.words.unsaved, true);
    document.getElementById("unsent").hidden = false;
    this.tries = Math.min(this.tries + 1, LONGEST_WAIT);
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.send(), RETRY_MS * this.tries);
  }

  say(words, alarming = false) {
    const place = this.place("saving");
    place.textContent = words;
    place.classList.toggle("alarm", alarming);
    this.form.classList.toggle("unsaved", alarming);
    if (!document.querySelector(".question.unsaved")) document.getElementById("unsent").hidden = true;
  }

  place(name) {
    return this.form.querySelector(`[data-place="${name}"]`);
  }

  resume() {
    const left = kept(this.form);
    if (!left) return;
    fill(this.form, left);
    this.openEvidence();
    this.send();
  }
}

const isNewEvidence = (field) => field.name?.startsWith("new-");

function dropNewEvidence(body) {
  for (const name of [...body.keys()]) if (name.startsWith("new-")) body.delete(name);
}

const savers = [...document.querySelectorAll("form.question")].map((form) => new Saver(form));
for (const saver of savers) saver.resume();
addEventListener("online", () => savers.filter((saver) => saver.tries).forEach((saver) => saver.send()));
document.documentElement.dataset.saving = "on";
