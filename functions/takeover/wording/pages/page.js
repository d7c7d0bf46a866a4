// What a page can do more where scripts run: count letters as X does, and keep what was typed in
// this tab. Everything works without it; the server counts again, and its word is the last.
"use strict";

// The endings of addresses that X knows: the server puts its own list in.
const ENDINGS = "com|org|net";

const ROOM = 280;
const LINK_COUNTS = 23;
const LONGEST_RAW = 1000;
const LITTLE = 20;
const PAUSE_MS = 1200;
const PHOTO_SIDE = 2048;
const PHOTO_IS_SMALL = 1_000_000;
const SENT = "sent";

// X's own rule for links, as its library writes it.
const ACCENTS = "\\xC0-\\xD6\\xD8-\\xF6\\xF8-\\xFF\\u0100-\\u024F\\u0253\\u0254\\u0256\\u0257" +
  "\\u0259\\u025B\\u0263\\u0268\\u026F\\u0272\\u0289\\u028B\\u02BB\\u0300-\\u036F\\u1E00-\\u1EFF";
const CYRILLIC = "\\u0400-\\u04FF";
const NEVER = "\\uFFFE\\uFEFF\\uFFFF";
const TURNS = "\\u202A-\\u202E\\u061C\\u200E\\u200F\\u2066-\\u2069";
const BLANKS = "\\x09-\\x0D\\x20\\x85\\xA0\\u1680\\u180E\\u2000-\\u200A\\u2028\\u2029\\u202F" +
  "\\u205F\\u3000";
const SIGNS = "!'#%&()*+,\\\\\\-./:;<=>?@\\[\\]^_{|}~$";
const LETTER = `[^${SIGNS}${BLANKS}${NEVER}${TURNS}]`;
const ENDING = `(?:(?:${ENDINGS})(?=[^0-9a-zA-Z@+-]|$)|xn--[-0-9a-z]+)`;
const DOMAIN = `(?:(?:${LETTER}(?:[_-]|${LETTER})*)?${LETTER}\\.)*` +
  `(?:(?:${LETTER}(?:-|${LETTER})*)?${LETTER}\\.)${ENDING}`;
const IN_PATH = `[a-z${CYRILLIC}0-9!*';:=+,.$/%#\\[\\]\\-\\u2013_~@|&${ACCENTS}]`;
const IN_BRACKETS = `\\((?:${IN_PATH}+|(?:${IN_PATH}*\\(${IN_PATH}+\\)${IN_PATH}*))\\)`;
const PATH_END = `(?:[+\\-a-z${CYRILLIC}0-9=_#/${ACCENTS}]|(?:${IN_BRACKETS}))`;
const PATH = `(?:(?:${IN_PATH}*(?:${IN_BRACKETS}${IN_PATH}*)*${PATH_END})|(?:@${IN_PATH}+/))`;
const IN_QUERY = "[a-z0-9!?*'@();:&=+$/%#\\[\\]\\-_.,~|]";
const QUERY = `\\?${IN_QUERY}*[a-z0-9\\-_&=#/]`;
const BEFORE = `(?:[^A-Za-z0-9@\\uFF20$#\\uFF03${NEVER}]|^)`;
const LINK = new RegExp(
  `(${BEFORE})((https?:\\/\\/)?(${DOMAIN})(?::[0-9]+)?(\\/${PATH}*)?(?:${QUERY})?)`, "gi");
const PLAIN_DOMAIN = new RegExp(`(?:[\\-a-z0-9${ACCENTS}]+\\.)+${ENDING}`, "gi");
const SHORT_LINK = new RegExp(`^https?:\\/\\/t\\.co\\/([a-z0-9]+)(?:${QUERY})?`, "i");

// An emoji of several signs counts as one: flags, keycaps, families, skins.
const FACE =
  "(?:\\p{Emoji_Presentation}|\\p{Extended_Pictographic}\\uFE0F?)\\p{Emoji_Modifier}?";
const EMOJI = new RegExp(
  "[0-9#*]\\uFE0F?\\u20E3|\\p{Regional_Indicator}{2}" +
  "|\\u{1F3F4}[\\u{E0061}-\\u{E007A}\\u{E0030}-\\u{E0039}]+\\u{E007F}" +
  `|${FACE}(?:\\u200D${FACE})*`, "gu");

function tidied(text) {
  return text.replace(/\r\n?/g, "\n").replace(/\t/g, " ").normalize("NFC").trim();
}

// Where each link begins, and how many signs it has.
function linksIn(text) {
  const found = new Map();
  for (const match of text.matchAll(LINK)) {
    const [, before, url, protocol, domain, path] = match;
    const start = match.index + before.length;
    if (domain.split(".").some((label) => label.length > 63)) continue;
    if (protocol) {
      const short = SHORT_LINK.exec(url);
      if (short && short[1].length > 40) continue;
      found.set(start, short ? short[0].length : url.length);
    } else if (!/[-_./]$/.test(before)) {
      let last = null;
      for (const plain of domain.matchAll(PLAIN_DOMAIN)) {
        last = [start + plain.index, plain[0].length];
        found.set(...last);
      }
      if (last && path) found.set(last[0], start + url.length - last[0]);
    }
  }
  return found;
}

function weigh(code) {
  const one = code <= 4351 || (code >= 8192 && code <= 8205) || (code >= 8208 && code <= 8223) ||
    (code >= 8242 && code <= 8247);
  return one ? 1 : 2;
}

// How long a text is for X.
function weightedLength(text) {
  const links = linksIn(text);
  const emojis = new Map();
  for (const match of text.matchAll(EMOJI)) emojis.set(match.index, match[0].length);
  let length = 0;
  for (let at = 0; at < text.length;) {
    if (links.has(at)) {
      length += LINK_COUNTS;
      at += links.get(at);
    } else if (emojis.has(at)) {
      length += 2;
      at += emojis.get(at);
    } else {
      const code = text.codePointAt(at);
      length += weigh(code);
      at += code > 0xFFFF ? 2 : 1;
    }
  }
  return length;
}

function letters(number) {
  return `${number} ${number === 1 ? "letter" : "letters"}`;
}

// What is said below a box.
function roomIn(text, room = ROOM) {
  const words = tidied(text);
  if (words.length > LONGEST_RAW) return { over: true, said: "Far too long for one post." };
  const left = room - weightedLength(words);
  return left < 0
    ? { over: true, said: `Too long: ${letters(-left)} too many.` }
    : { over: false, near: left <= LITTLE, said: `${letters(left)} left.` };
}

function later(act, wait) {
  let timer;
  return () => {
    clearTimeout(timer);
    timer = setTimeout(act, wait);
  };
}

function made(kind, name, words = "") {
  const one = document.createElement(kind);
  one.className = name;
  one.textContent = words;
  return one;
}

// The count in sight changes at every key; it is read out only after a pause, and near the end.
function countIn(box) {
  const seen = made("p", "count");
  const heard = made("p", "unseen");
  heard.setAttribute("role", "status");
  seen.setAttribute("aria-hidden", "true");
  box.after(seen, heard);
  const say = later(() => {
    const room = roomIn(box.value);
    const words = room.over || room.near ? room.said : "";
    if (heard.textContent !== words) heard.textContent = words;
  }, PAUSE_MS);
  const show = () => {
    const room = roomIn(box.value);
    seen.textContent = room.said;
    seen.classList.toggle("over", room.over);
    offerToSplit(box.form, [...box.form.querySelectorAll("[data-letters]")]
      .some((one) => roomIn(one.value).over));
  };
  box.addEventListener("input", () => { show(); say(); });
  show();
}

// The server offers it as well, once it has seen the words.
function offerToSplit(form, wanted) {
  let button = form.querySelector('[name="do"][value="split"]');
  if (!button && wanted && form.dataset.words !== "one") {
    button = made("button", "quiet", "Split it");
    button.name = "do";
    button.value = "split";
    button.dataset.ours = "yes";
    form.querySelector("[data-look]").before(button);
  }
  if (button?.dataset.ours) button.hidden = !wanted;
}

// What was typed stays in this tab until it is out, and so do its photos: the way back in a browser
// forgets them. The form's own secret is part of the name, so that nobody finds the words of who
// was here before.
function keepTyped(form) {
  const name = `typed ${form.action} ${form.elements.csrf.value.slice(-12)}`;
  const kept = JSON.parse(sessionStorage.getItem(name) || "null");
  if (kept && !stands(typedIn(form))) putBack(form, kept);
  const keep = (off) => sessionStorage.setItem(name, JSON.stringify(typedIn(form, off)));
  if (typedIn(form).photos.length) keep();
  form.addEventListener("input", () => {
    sessionStorage.removeItem(SENT);
    keep();
  });
  form.addEventListener("submit", ({ submitter }) => {
    if (submitter?.name === "off") keep(submitter.value);
  });
}

// Without the photo that is being taken off.
function typedIn(form, off = "") {
  const texts = [...form.querySelectorAll("[data-letters]")].map((box) => box.value);
  const photos = [...form.querySelectorAll(".photo")]
    .map((one) => ({
      key: one.querySelector('[name="photo"]').value, alt: one.querySelector('[name="alt"]').value,
    }))
    .filter((photo) => photo.key !== off);
  return { texts: texts.filter((text) => text.trim()), photos, kept: form.elements.kept?.value };
}

function stands({ texts, photos }) {
  return texts.length > 0 || photos.length > 0;
}

function putBack(form, { texts, photos, kept }) {
  const boxes = form.querySelectorAll("[data-letters]");
  if (boxes.length > 1) return;
  boxes[0].value = texts.join("\n\n");
  const source = form.querySelector("template[data-photos]");
  photos.forEach((photo, at) => source.before(photoBox(source, photo, at + 1)));
  // Under the name under which they are kept for later, if they are: so they go out once.
  if (kept) form.elements.kept.value = kept;
}

function photoBox(source, { key, alt }, number) {
  const one = source.content.cloneNode(true);
  for (const part of one.querySelectorAll("*")) {
    for (const { name, value } of part.attributes) {
      part.setAttribute(name, value.replace("NUMBER", number));
    }
    if (!part.children.length) part.textContent = part.textContent.replace("NUMBER", number);
  }
  one.querySelector("img").src = `/photo/${key}`;
  if (alt) one.querySelector("img").alt = alt;
  one.querySelector('[name="photo"]').value = key;
  one.querySelector('[name="alt"]').value = alt;
  one.querySelector('[name="off"]').value = key;
  return one;
}

// An answer that never came: what was sent may be out all the same, and is asked for no more.
function noteWhatIsSent(form) {
  form.addEventListener("submit", ({ submitter }) => {
    if (submitter?.hasAttribute("formaction")) sessionStorage.removeItem(SENT);
    else sessionStorage.setItem(SENT, form.elements.attempt.value);
  });
}

function forgetWhatIsOut() {
  const sent = sessionStorage.getItem(SENT);
  const out = [...document.querySelectorAll("[data-out]")].map((one) => one.dataset.out);
  if (!sent || !out.includes(sent)) return;
  sessionStorage.clear();
  document.querySelectorAll("[data-already]").forEach((one) => { one.hidden = false; });
}

// A phone's own photo is often too large to send. What cannot be drawn here goes as it is: the server
// looks at every photo, and says what is wrong with it.
async function shrink(input) {
  const [file] = input.files;
  const taken = file && input.accept.split(",").includes(file.type);
  if (!file || (taken && file.size <= PHOTO_IS_SMALL)) return;
  try {
    const drawn = await createImageBitmap(file);
    const scale = Math.min(1, PHOTO_SIDE / Math.max(drawn.width, drawn.height));
    const canvas = document.createElement("canvas");
    canvas.width = Math.max(1, Math.round(drawn.width * scale));
    canvas.height = Math.max(1, Math.round(drawn.height * scale));
    canvas.getContext("2d").drawImage(drawn, 0, 0, canvas.width, canvas.height);
    const made = await new Promise((done) => canvas.toBlob(done, "image/jpeg", 0.85));
    if (!made || (taken && made.size >= file.size) || input.files[0] !== file) return;
    const files = new DataTransfer();
    files.items.add(new File([made], "photo.jpg", { type: made.type }));
    input.files = files.files;
  } catch (error) {
    if (!(error instanceof DOMException)) throw error;
  }
}

// Who comes back here or loads it again gets the page as it is by then: no question whether to send
// a form once more, and no old news, which would forget the words typed since.
function tidyAddress() {
  const here = new URL(location.href);
  here.searchParams.delete("said");
  history.replaceState(null, "", here);
}

function start() {
  if (document.querySelector("[data-forget]")) sessionStorage.clear();
  tidyAddress();
  forgetWhatIsOut();
  document.querySelectorAll("form[data-words]").forEach(keepTyped);
  document.querySelectorAll("form[data-sends]").forEach(noteWhatIsSent);
  document.querySelectorAll("textarea[data-letters]").forEach(countIn);
  document.querySelectorAll("input[data-photo]")
    .forEach((input) => input.addEventListener("change", () => shrink(input)));
}

if (typeof document !== "undefined") start();
