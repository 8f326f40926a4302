/* Words for people: texts of the page, labels of values, numbers, dates and amounts in the page's language. */

function t(key, values) {
  return filled(WORDS.texts[key] || key, values);
}

function filled(text, values) {
  return text.replace(/\{(\w+)\}/g, (whole, name) => (values && name in values ? values[name] : whole));
}

function label(group, value) {
  return (WORDS[group] && WORDS[group][value]) || value || "";
}

function counted(key, n) {
  return n === 1 ? t(key + "_one") : t(key, { n: number(n) });
}

const LOCALE = LANGUAGE === "de" ? "de-DE" : "en-GB";
const PLAIN = new Intl.NumberFormat(LOCALE, { maximumFractionDigits: 2 });
const SHORT = new Intl.NumberFormat(LOCALE, { notation: "compact", maximumFractionDigits: 2 });
const DAY = new Intl.DateTimeFormat(LOCALE, { day: "numeric", month: "short", year: "numeric", timeZone: "UTC" });
const MONTH = new Intl.DateTimeFormat(LOCALE, { month: "long", year: "numeric", timeZone: "UTC" });

/* 40.000.000 is 40 Mio.; a value that would lose digits stays whole. */
function number(value) {
  return Math.abs(value) >= 1e6 && Number.isInteger(value / 1e4) ? SHORT.format(value) : PLAIN.format(value);
}

function day(iso) {
  if (!iso) return t("no_date");
  return iso.split("/").map(oneDay).join(" – ");
}

function oneDay(iso) {
  if (/^\d{4}-\d{2}-\d{2}$/.test(iso)) return DAY.format(new Date(iso + "T00:00:00Z")).replace(/ /g, "\u00a0");
  if (/^\d{4}-\d{2}$/.test(iso)) return MONTH.format(new Date(iso + "-01T00:00:00Z"));
  return iso;
}

function days(first, last) {
  if (!last || first === last) return day(first);
  const [from, to] = [first, last].map((iso) => new Date(iso + "T00:00:00Z"));
  return from < to ? DAY.formatRange(from, to).replace(/(?<!–) (?!–)/g, "\u00a0") : day(first);
}

function unit(name) {
  return label("unit", name);
}

function value(record) {
  const { quantity_min: low, quantity_max: high, quantity_modifier: modifier } = record;
  const both = { low: low === undefined ? "" : number(low), high: high === undefined ? "" : number(high) };
  if (low === undefined && high === undefined) return "";
  if (low === undefined) return filled(label("modifier", "at_most"), { value: both.high });
  if (high === undefined) return filled(label("modifier", "at_least"), { value: both.low });
  if (modifier === "vague") return filled(label("modifier", "vague"), both);
  const words = low === high ? both.low : filled(label("modifier", "range"), both);
  return modifier === "about" ? filled(label("modifier", "about"), { value: words }) : words;
}

function amount(record) {
  const words = value(record);
  return words && (words + " " + unit(record.quantity_unit || "")).trim();
}

function party(name) {
  if (LANGUAGE !== "de" && /^[A-Z]{2}$/.test(name)) return englishName(name);
  return DATA.countries[name] || name;
}

function englishName(code) {
  try {
    return new Intl.DisplayNames([LOCALE], { type: "region" }).of(code);
  } catch (unknown) {
    return DATA.countries[code] || code;
  }
}
