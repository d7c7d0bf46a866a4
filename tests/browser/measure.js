// What is measured on the page in front. The functions that are asked from outside return sentences,
// one for each thing wrong. Functions only: a constant would be seen by nobody after this file.

function shown(one) {
  return one.checkVisibility({ visibilityProperty: true }) && !one.closest(".unseen");
}

function called(one) {
  const words = (one.labels?.[0]?.textContent || one.textContent || one.name || "").trim();
  return `<${one.localName}> “${words.replace(/\s+/g, " ").slice(0, 60)}”`;
}

function all(selector) {
  return [...document.querySelectorAll(selector)].filter(shown);
}

// Whatever Tab must reach, in the order of the page; of radio buttons only one in each group.
function stops() {
  const found = all("a[href], button, input, select, textarea, summary, [tabindex]").filter(
    (one) => one.tabIndex >= 0 && !one.disabled && one.type !== "hidden",
  );
  const groups = new Set();
  return found.filter((one) => {
    if (one.type !== "radio") return true;
    const group = `${one.form?.action} ${one.name}`;
    const ticked = found.some((r) => r.name === one.name && r.form === one.form && r.checked);
    if ((ticked && !one.checked) || groups.has(group)) return false;
    groups.add(group);
    return true;
  });
}

function wide() {
  const page = document.scrollingElement;
  if (page.scrollWidth <= window.innerWidth) return [];
  const out = all("body *").find((one) => one.getBoundingClientRect().right > window.innerWidth + 1);
  return [`scrolls sideways: ${page.scrollWidth} px in ${window.innerWidth}; ${out && called(out)}`];
}

// A link has a line of its own where the block around it says nothing but links.
function aloneInItsLine(link) {
  let block = link.parentElement;
  while (getComputedStyle(block).display.startsWith("inline")) block = block.parentElement;
  const links = [...block.querySelectorAll("a")].map((one) => one.textContent);
  const rest = links.reduce((text, words) => text.replace(words, ""), block.textContent);
  return !/[\p{L}\p{N}]/u.test(rest) || getComputedStyle(link).display !== "inline";
}

// A fingertip needs 44 CSS pixels; the label of a box can be tapped as well as the box.
function small() {
  const targets = all("button, summary, select, textarea, input:not([type=hidden])");
  const links = all("a[href]").filter(aloneInItsLine);
  return [...targets, ...links].flatMap((one) => {
    const ticked = one.type === "checkbox" || one.type === "radio";
    const boxes = ticked ? [...one.labels].map((label) => label.getBoundingClientRect()) : [];
    const height = Math.max(one.getBoundingClientRect().height, ...boxes.map((box) => box.height));
    return height + 0.5 < 44 ? [`only ${Math.round(height)} px high: ${called(one)}`] : [];
  });
}

function moving() {
  const times = ["animationDuration", "transitionDuration", "transitionDelay"];
  const moves = (style) =>
    times.some((name) => style[name].split(",").some((time) => parseFloat(time) > 0)) ||
    style.scrollBehavior === "smooth";
  return [...document.querySelectorAll("*")].filter((one) => moves(getComputedStyle(one)))
    .map((one) => `moves although people asked for less motion: ${called(one)}`);
}

function unsendable() {
  return [...document.forms]
    .filter((form) => form.querySelector("input:not([type=hidden]), textarea, select"))
    .filter((form) => !form.querySelector("button:not([type]), button[type=submit]"))
    .map((form) => `a form that Enter cannot send: ${form.action}`);
}

// Before Tab is pressed: note what gets the focus, and how that is seen.
function watchFocus() {
  window.focused = [];
  document.addEventListener("focusin", ({ target }) => {
    const { outlineStyle, outlineWidth } = getComputedStyle(target);
    const seen = outlineStyle !== "none" && parseFloat(outlineWidth) >= 2;
    window.focused.push([target, seen]);
  });
  // A date has several stops of its own within it.
  return stops().length + 7 * all("input[type^=date], input[type=time]").length;
}

function focusSeen() {
  const expected = stops();
  const wrong = window.focused.filter(([, seen]) => !seen)
    .map(([one]) => `has the focus, and nothing shows it: ${called(one)}`);
  const got = window.focused.map(([one]) => one);
  const lost = expected.filter((one) => !got.includes(one))
    .map((one) => `Tab never reaches: ${called(one)}`);
  const odd = expected.findIndex((one, at) => got[at] !== one);
  const order = !lost.length && odd >= 0 ? [`Tab comes out of order to ${called(expected[odd])}`] : [];
  return [...wrong, ...lost, ...order];
}
