// Makes Datasette's pages easier for readers; every page works without it.
document.addEventListener("DOMContentLoaded", async () => {
  const spaced = (text) => text.replaceAll("_", " ");
  const reword = (element, change) => {
    for (const node of element.childNodes)
      if (node.nodeType === Node.TEXT_NODE) node.textContent = change(node.textContent);
  };
  for (const heading of document.querySelectorAll(".rows-and-columns th")) reword(heading.querySelector("a") || heading, spaced);
  for (const name of document.querySelectorAll(".facet-info-name strong")) reword(name, spaced);

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
  for (const heading of form.querySelectorAll("h3"))
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
    const list = document.createElement("datalist");
    list.id = `choices-${input.name}`;
    for (const each of choices[input.name]) list.append(new Option(each, each));
    input.setAttribute("list", list.id);
    input.autocomplete = "off";
    input.after(list);
  }
});
