// Answers that the server has not confirmed, kept in this browser by assessment and question, with the version that
// they are based on.
import { entries } from "./question.js";

const key = (form) => `unsaved:${new URL(form.action).pathname}`;

export function keep(form) {
  const left = { version: form.elements.version.value, entries: entries(form) };
  attempt(() => localStorage.setItem(key(form), JSON.stringify(left)));
}

export function forget(form) {
  attempt(() => localStorage.removeItem(key(form)));
}

// The version comes back with the answer: if somebody saved another meanwhile, the server must find that out.
export function kept(form) {
  const text = attempt(() => localStorage.getItem(key(form)));
  if (!text) return null;
  const left = JSON.parse(text);
  form.elements.version.value = left.version;
  return left.entries;
}

// A browser can refuse its storage; then an answer lives as long as its page.
function attempt(work) {
  try {
    return work();
  } catch {
    return null;
  }
}
