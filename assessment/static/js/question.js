// What a question's form holds, read and put back.
const ANSWER = ["choice", "reason", "note", "evidence", "flagged"];

const isOurs = (name) => ANSWER.includes(name) || name.startsWith("new-");

export const isNewEvidence = (field) => Boolean(field.name?.startsWith("new-"));

export const choiceOf = (form) => form.querySelector("[name=choice]:checked")?.value ?? "";

export const entries = (form) => [...new FormData(form)].filter(([name]) => isOurs(name));

export function fill(form, pairs) {
  const held = (name, value) => pairs.some(([key, other]) => key === name && other === value);
  for (const field of form.elements) {
    if (!isOurs(field.name ?? "")) continue;
    if (field.type === "radio" || field.type === "checkbox") field.checked = held(field.name, field.value);
    else if (field.tagName !== "SELECT") field.value = pairs.find(([key]) => key === field.name)?.[1] ?? "";
    else field.value = pairs.find(([key]) => key === field.name)?.[1] ?? field.value;
  }
}

// A change may take away what has the focus. Then the link that came in its place gets it, or the button beside, or the
// chosen answer: whoever works by keyboard must not begin again at the top of the page.
export function keepFocus(form, change) {
  const held = document.activeElement;
  const address = held.getAttribute("href");
  const beside = held.closest(".actions");
  const outside = held.closest("#progress, #to-confirm");
  change();
  if (held.isConnected) return;
  const place = outside ? document.getElementById(outside.id) : form;
  const links = address ? [...place.querySelectorAll("a")] : [];
  const twin = links.find((link) => link.getAttribute("href") === address) ?? (outside && links[0]);
  const button = beside?.isConnected && beside.querySelector("button");
  (twin || button || form.querySelector("[name=choice]:checked") || form).focus({ preventScroll: true });
}

// After one answer is confirmed the next that waits is one key away: its button, or a link where it is on another page.
export function goOn(form, next) {
  const button = document.getElementById(next.href.split("#")[1]);
  if (button) {
    button.focus({ preventScroll: true });
    button.closest("form").scrollIntoView({ block: "start" });
    return;
  }
  const link = Object.assign(document.createElement("a"), { href: next.href, textContent: next.words });
  const line = document.createElement("p");
  line.append(link);
  form.querySelector("legend").after(line);
  link.focus();
}

// A piece was added with the answer: it is linked, and the fields are free for the next one.
export function clearNewEvidence(form, linked) {
  for (const box of form.querySelectorAll("[name=evidence]")) box.checked = linked.includes(box.value);
  const part = form.querySelector(".new-evidence");
  const wasInside = part.contains(document.activeElement);
  for (const field of part.querySelectorAll("input")) field.value = "";
  part.open = false;
  if (wasInside) part.querySelector("summary").focus();
}

// A piece added on one question can be chosen on every other without loading the page again.
export function addToRegister(register) {
  for (const form of document.querySelectorAll("form.question")) {
    const place = form.querySelector('[data-place="register"]');
    for (const [name, title] of Object.entries(register)) {
      const id = `${form.dataset.question}-${name}`;
      if (!document.getElementById(id)) place.append(pieceOf(id, name, title));
    }
    if (Object.keys(register).length) form.querySelector('[data-place="register-empty"]')?.remove();
  }
}

function pieceOf(id, name, title) {
  const row = document.createElement("div");
  row.className = "choice";
  const box = Object.assign(document.createElement("input"), { type: "checkbox", name: "evidence", value: name, id });
  const label = Object.assign(document.createElement("label"), { htmlFor: id, textContent: `${name} · ${title}` });
  row.append(box, label);
  return row;
}
