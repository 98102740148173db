// On every page of an assessment: names the questions whose answer is still only in this browser, and leads there.
import { keptAddresses } from "./unsaved.js";

const notice = document.getElementById("leftovers");
const home = `${notice.dataset.home}/answers/`;
const questions = keptAddresses()
  .map((name) => name.slice(name.indexOf(":") + 1))
  .filter((address) => address.startsWith(home))
  .map((address) => address.slice(home.length))
  .sort();

for (const question of questions) {
  const link = document.createElement("a");
  link.href = `${notice.dataset.home}/families/${question.split("-")[0]}#${question}`;
  link.textContent = question;
  notice.querySelector("[data-place=leftovers]").append(link, " ");
}
notice.hidden = questions.length === 0;
