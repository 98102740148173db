// Answers that the server has not confirmed, kept in this browser under the address that they are sent to, with the
// version that they are based on, the revision of the question that they are about and how they were to be sent.
import { entries } from "./question.js";

export const PREFIX = "unsaved:";

const key = (form) => PREFIX + new URL(form.action).pathname;

export function keep(form, how, revision) {
  const left = { version: form.elements.version.value, revision, entries: entries(form), how };
  attempt(() => localStorage.setItem(key(form), JSON.stringify(left)));
}

export function forget(form) {
  attempt(() => localStorage.removeItem(key(form)));
}

// The version comes back with the answer: if somebody saved another meanwhile, the server must find that out.
export function kept(form) {
  const left = attempt(() => JSON.parse(localStorage.getItem(key(form))));
  if (left) form.elements.version.value = left.version;
  return left;
}

export function keptAddresses() {
  return attempt(() => Object.keys(localStorage).filter((name) => name.startsWith(PREFIX))) ?? [];
}

// A browser can refuse its storage; then an answer lives as long as its page.
function attempt(work) {
  try {
    return work();
  } catch {
    return null;
  }
}
