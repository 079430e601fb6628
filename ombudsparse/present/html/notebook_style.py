"""The look of a report in a notebook: washes of colour over the page's own, so that light and dark both read."""

WASHES = {  # colour of each kind of record, red green blue, in the order of the legend
    "head": "124,106,214",
    "finding": "214,84,76",
    "order": "52,132,208",
    "recommendation": "70,160,190",
    "award": "56,158,92",
    "event": "208,158,36",
    "milestone": "224,124,28",
    "conflict": "210,60,120",
    "citation": "128,128,128",
    "problem": "210,60,120",
}
OUTCOME_WASHES = {
    "severe_maladministration": "190,30,30",
    "maladministration": "214,84,76",
    "service_failure": "208,158,36",
    "reasonable_redress": "52,132,208",
    "no_maladministration": "56,158,92",
}
STYLE = """
#ID{color:inherit;max-width:72em;line-height:1.45}
#ID .title{font-size:1.35em;font-weight:600}
#ID .facts,#ID .none,#ID th,#ID .legend,#ID .number,#ID .place{opacity:.72}
#ID h4{margin:1.1em 0 .3em;font-size:1em;font-weight:600}
#ID table{border-collapse:collapse;border:0;margin:0;width:100%;table-layout:auto;font-size:.95em}
#ID table.narrow{width:auto}
#ID tr,#ID td,#ID th{background:none;border:0;text-align:left;vertical-align:top;white-space:normal}
#ID tr{border-top:1px solid rgba(128,128,128,.25)}
#ID td,#ID th{padding:.3em .9em .3em 0}
#ID th{font-weight:400}
#ID td.short{white-space:nowrap;width:1%}
#ID a{color:inherit;text-decoration:underline dotted;text-underline-offset:.2em}
#ID details{margin:.8em 0}
#ID .legend{margin:.3em 0 .5em}
#ID .tag{background:rgba(128,128,128,.16);padding:.05em .45em;border-radius:.3em}
#ID .text{max-height:34em;overflow:auto;padding:.6em 1em;border:1px solid rgba(128,128,128,.35);border-radius:.3em}
#ID .text div{margin:.5em 0;white-space:pre-line}
#ID .text .heading{font-weight:600;margin-top:1.2em}
#ID .text .item{padding-left:2em}
#ID .text .level2{padding-left:4em}
#ID .text .level3{padding-left:6em}
#ID .text .row{display:flex;gap:1.2em}
#ID .text .row>span{flex:1 1 0}
#ID .text .row>span:first-child{flex:0 0 11em}
#ID .number{display:inline-block;width:2em;margin-left:-2em;white-space:nowrap}
#ID mark{color:inherit;border-radius:.2em;padding:.05em 0}
#ID mark:has(:target),#ID mark:target{outline:2px solid currentColor;outline-offset:1px}
"""


def style(ident: str) -> str:
    """The CSS of the report whose element has the id `ident`; every rule begins with that id."""
    washes = "".join(
        f"#ID .{kind}{{background:rgba({wash},.{'16' if kind in ('order', 'recommendation', 'head') else '26'})}}\n"
        for kind, wash in WASHES.items()
    )
    tags = "".join(f"#ID .{outcome}{{background:rgba({wash},.26)}}\n" for outcome, wash in OUTCOME_WASHES.items())
    return (STYLE + washes + tags).replace("#ID", f"#{ident}")
