// Makes Datasette's pages easier for readers; every page works without it.
document.addEventListener("DOMContentLoaded", async () => {
  const spaced = (text) => text.replaceAll("_", " ");
  const reword = (element, change) => {
    for (const node of element.childNodes)
      if (node.nodeType === Node.TEXT_NODE) node.textContent = change(node.textContent);
  };
  for (const heading of document.querySelectorAll(".rows-and-columns th")) reword(heading.querySelector("a") || heading, spaced);
  for (const name of document.querySelectorAll(".facet-info-name strong")) reword(name, spaced);

  // the headings of a page follow each other: Datasette's skip a level
  for (const heading of document.querySelectorAll(".content h3:not(:empty)")) {
    const right = document.createElement("h2");
    right.className = `${heading.className} third`;
    right.append(...heading.childNodes);
    heading.replaceWith(right);
  }
  for (const select of document.querySelectorAll(".filters select, .filters input.filter-value")) {
    const kind = select.name.includes("_op") ? "how it is compared" : select.name.includes("_value") ? "value" : "column";
    select.setAttribute("aria-label", `Filter: ${kind}`);
  }
  const nameEditor = () => document.querySelectorAll("textarea").forEach((each) => each.setAttribute("aria-label", "SQL"));
  nameEditor();
  addEventListener("load", nameEditor);  // the editor makes a field of its own
  document.querySelector("#sort_by")?.setAttribute("aria-label", "Sort by");
  for (const wide of document.querySelectorAll(".table-wrapper")) {
    wide.tabIndex = 0;
    wide.setAttribute("role", "region");
    wide.setAttribute("aria-label", "Table");
  }
  for (const cross of document.querySelectorAll("a.cross")) cross.setAttribute("aria-label", "take this filter away");

  // on a narrow screen each cell is a line of its own, and says which column it is
  for (const table of document.querySelectorAll("table.rows-and-columns")) {
    const names = [...table.querySelectorAll("thead th")].map((each) => spaced(each.textContent.trim()));
    for (const row of table.tBodies[0]?.rows ?? [])
      [...row.cells].forEach((each, at) => { each.dataset.name = names[at]; });
  }

  // a sentence with its citation, to be copied
  async function copy(words) {
    try { await navigator.clipboard.writeText(words); return true; } catch { /* the older way */ }
    const field = document.createElement("textarea");
    field.value = words;
    document.body.append(field);
    field.select();
    const done = document.execCommand("copy");
    field.remove();
    return done;
  }
  for (const quotation of document.querySelectorAll(".quotation")) {
    const button = document.createElement("button");
    button.type = "button";
    button.className = "copy";
    button.textContent = "Copy quote";
    button.addEventListener("click", async () => {
      button.textContent = (await copy(quotation.textContent)) ? "Copied" : "Copying is not allowed here";
      setTimeout(() => { button.textContent = "Copy quote"; }, 2000);
    });
    quotation.after(button);
  }

  // one row on a page of its own: a column a line
  const row = document.querySelector("body.row table.rows-and-columns");
  if (row) {
    const headings = [...row.tHead.rows[0].cells], cells = [...row.tBodies[0].rows[0].cells];
    const record = document.createElement("table");
    record.className = "record";
    headings.forEach((heading, at) => {
      heading.scope = "row";
      record.insertRow().append(heading, cells[at]);
    });
    row.replaceWith(record);
    for (const item of document.querySelectorAll(".content > ul > li"))
      reword(item, (text) => spaced(text.replace("from case_reference in", "in")));
  }

  // the meaning of the columns, folded away
  const meanings = document.querySelector("dl.column-descriptions");
  if (meanings) {
    const details = document.createElement("details");
    const summary = document.createElement("summary");
    summary.textContent = "What the columns hold";
    meanings.before(details);
    details.append(summary, meanings);
    details.className = "meanings";
  }

  // the form of a question: plain words, and what each parameter can be
  const form = document.querySelector("body.query form.sql");
  if (!form || document.getElementById("sql-editor")) return;
  const isSearch = document.body.classList.contains("query-search");
  form.querySelector('input[type="submit"]').value = isSearch ? "Search" : "Show";
  for (const heading of form.querySelectorAll("h2.third"))
    reword(heading, (text) => text
      .replace(/Custom SQL query( returning)?/, "")
      .replace("Query parameters", isSearch ? "" : "Narrow it down (blank: all)"));
  for (const link of form.querySelectorAll(".show-hide-sql a")) reword(link, (text) => `${text.trim()} SQL`);
  const inputs = [...form.querySelectorAll('input[type="text"][name]')];
  for (const input of inputs) reword(form.querySelector(`label[for="${input.id}"]`), spaced);
  if (!inputs.length) return;
  const choices = await (await fetch("/choices.json")).json();
  for (const input of inputs) {
    if (!choices[input.name]) continue;
    const list = document.createElement("select");
    list.name = input.name;
    list.append(new Option("all", ""));
    for (const each of choices[input.name]) list.append(new Option(spaced(each), each));
    const asked = spaced(input.value).toLowerCase();
    const known = [...list.options].find((each) => each.text.toLowerCase() === asked);
    if (input.value && !known) list.append(new Option(`${input.value} (not in this dataset)`, input.value));
    list.value = known && input.value ? known.value : input.value;
    const id = input.id;
    input.replaceWith(list);
    list.id = id;
  }
});
