"""The look of the reading view: two panes on a desk, one column on a phone, black on white on paper."""

from collections.abc import Iterable

from ombudsparse.present.html.highlights import Mark
from ombudsparse.present.html.notebook_style import OUTCOME_WASHES, WASHES

LONG_KINDS = ("head", "finding", "order", "recommendation")  # of whole paragraphs: their wash is the palest
SHEET = """
:root{--ink:#1b1b1b;--soft:#595959;--rule:#d9d6d0;--paper:#fffefb;--ground:#f4f2ee;--lit:#ffe27a;--focus:#0b57d0;
 --sans:system-ui,-apple-system,"Segoe UI",Roboto,"Helvetica Neue",Arial,sans-serif;
 --serif:Charter,"Bitstream Charter",Georgia,Cambria,"Times New Roman",serif}
*{box-sizing:border-box}
html{color:var(--ink);background:var(--ground);font:16px/1.45 var(--sans);-webkit-text-size-adjust:100%}
body{margin:0;overflow-wrap:anywhere}
a{color:inherit;text-underline-offset:.15em}
a:focus-visible,input:focus-visible,[tabindex]:focus-visible{outline:3px solid var(--focus);outline-offset:2px}
h1,h2,h3,h4,h5,h6,p,ol{margin:0;padding:0}
ol{list-style:none}
table{border-collapse:collapse;width:100%}
th,td{text-align:left;vertical-align:baseline;padding:.3rem .5rem .3rem 0;font-weight:400}
.quiet{color:var(--soft)}
.unseen{position:absolute;width:1px;height:1px;overflow:hidden;clip-path:inset(50%);white-space:nowrap}
.skip{position:absolute;left:-99rem;background:#fff;padding:.5rem 1rem;z-index:9}
.skip:focus{left:.5rem;top:.5rem}
header{padding:1rem 1.25rem .8rem;background:var(--paper);border-bottom:1px solid var(--rule)}
.over{font-size:.8rem;color:var(--soft)}
h1{font:600 1.7rem/1.2 var(--serif);margin:.1rem 0 .25rem}
.facts{font-size:.9rem}
.figures{display:flex;flex-wrap:wrap;gap:.4rem 1.6rem;align-items:baseline;margin:.6rem 0 0;font-size:.9rem}
.figures b{font-size:1.25rem;font-weight:650;font-variant-numeric:tabular-nums}
.tally{display:flex;flex-wrap:wrap;gap:.35rem;font-size:.95rem}
.tally .tag{font-size:inherit}
.notice,.warning{border-left:4px solid #b3261e;background:#fbeae8;padding:.5rem .8rem;margin:.6rem 0 0;
 font-size:.9rem}
.tag{display:inline-block;background:#e6e4df;padding:.05rem .45rem;border-radius:.25rem;font-size:.85rem;
 line-height:1.4}
.tag.hedge{font-style:italic}
nav{padding:.45rem 1.25rem;background:var(--paper);border-bottom:1px solid var(--rule);font-size:.85rem;
 display:flex;flex-wrap:wrap;gap:.3rem 1.2rem;align-items:center}
fieldset{border:0;margin:0;padding:0;display:flex;flex-wrap:wrap;gap:.3rem .9rem;min-width:0}
label{display:inline-flex;gap:.35rem;align-items:center;min-height:1.5rem;cursor:pointer}
input{width:1rem;height:1rem;margin:0;accent-color:#444}
nav .key{min-width:1.5rem;align-self:center}
#records>label{float:right;font-size:.8rem;color:var(--soft)}
.key{display:inline-block;align-self:start;min-width:2.2rem;text-align:center;font-size:.78rem;font-weight:650;line-height:1.5;
 border-radius:.25rem;font-variant-numeric:tabular-nums;white-space:nowrap}
h2{font:600 1.15rem/1.3 var(--sans);padding:.2rem 0 .3rem}
h3{font:650 1rem/1.3 var(--sans);margin:1.5rem 0 .4rem;padding-bottom:.25rem;border-bottom:2px solid var(--ink)}
h3 span,h4 span{font-weight:400;color:var(--soft)}
h4{font:650 .92rem/1.3 var(--sans);margin:1rem 0 .2rem}
#records,#report{position:relative}
#records{padding:1rem 1.25rem 2rem;font-size:.92rem}
.record{scroll-margin:5rem 0}
li.record{display:grid;grid-template-columns:2.8rem minmax(0,1fr);gap:0 .3rem;padding:.5rem .4rem .5rem 0;
 border-bottom:1px solid var(--rule)}
.place{font-size:.85rem;color:#3a3a3a;text-decoration:underline dotted}
.place:hover{text-decoration-style:solid}
button.copy{font:inherit;font-size:.75rem;margin-left:.8rem;padding:0 .5rem;
 border:1px solid #767676;border-radius:3px;background:#fff;color:#222;cursor:pointer}
tr.record td:first-child{width:2.9rem}
.sum{text-align:right;white-space:nowrap;font-variant-numeric:tabular-nums;padding-right:.3rem}
.band th{font-weight:650;padding-top:.7rem}
tr.record td{border-bottom:1px solid var(--rule)}
tr.part td{color:var(--soft);font-size:.87rem}
tr.part .sum{padding-right:6rem}
tr.total th,tr.total td{font-weight:650;border-top:2px solid var(--ink);border-bottom:4px double var(--ink)}
tr.warning td{color:#8c1d18}
#report{padding:1rem 1.25rem 3rem;background:var(--paper);font:1.03rem/1.62 var(--serif)}
#report>*{max-width:44rem;margin-left:auto;margin-right:auto}
#report p,#report .row{margin-top:.7rem;white-space:pre-line}
#report h3,#report h4,#report h5,#report h6{border:0;margin-top:1.6rem;padding:0;font-family:var(--sans);
 white-space:pre-line}
#report .item{padding-left:2.6rem}
#report .level2{padding-left:4.2rem}
#report .level3{padding-left:5.8rem}
#report .number{color:var(--soft);font:.85em var(--sans)}
#report .item .number{display:inline-block;min-width:2.2rem;margin-left:-2.6rem;padding-right:.4rem;text-align:right}
#report .row{display:grid;grid-template-columns:minmax(0,1fr) minmax(0,3fr);gap:.3rem 1.2rem;padding-top:.7rem;
 border-top:1px solid var(--rule)}
#report .row>span:nth-child(n+3){grid-column:2}
#report .sheet{margin:.3rem 0}#report .sheet img{max-width:100%;border:1px solid var(--rule)}
#report .page{color:var(--soft);font:.75rem var(--sans);text-align:right;border-bottom:1px dashed var(--rule)}
mark{color:inherit;background:none;border-radius:.15rem;-webkit-box-decoration-break:clone;box-decoration-break:clone}
mark.problem{text-decoration:underline wavy #b3261e 1px}
.ref{scroll-margin:5rem 0;font:650 .62rem/1 var(--sans);text-decoration:none;vertical-align:.45em;
 margin:0 .12em 0 .05em;
 padding:.1em .3em;border-radius:.25em;user-select:none;-webkit-user-select:none;position:relative}
.ref::before{content:attr(data-key)}
.ref::after{content:"";position:absolute;inset:-.5em -.1em}
@supports not selector(:has(a)){.record:target,.ref:target{outline:2px solid var(--ink)}}
.about{margin-top:2rem;color:var(--soft);font-size:.85rem}
.about p{margin-top:.5rem}
.script-only{display:none}
.scripted .script-only{display:inline-flex}
.scripted li.record:has(.place){cursor:pointer}
@media (max-width:63.99rem){
 h1{font-size:1.35rem}
 header,nav,#records,#report{padding-left:1rem;padding-right:1rem}
 #report .item{padding-left:2.2rem}
 #report .level2{padding-left:3rem}
 #report .level3{padding-left:3.6rem}
 #report .item .number{margin-left:-2.2rem;min-width:1.8rem}
 header>div+div{margin-top:.6rem}
 label{min-height:1.9rem}
 fieldset{display:grid;grid-template-columns:repeat(auto-fill,minmax(10.5rem,1fr));gap:0 .6rem;width:100%}
 .scripted .script-only{display:none}
}
@media (max-width:30rem){#report .row{display:block}#report .row>span{display:block}tr.part .sum{padding-right:3rem}}
@media screen and (min-width:64rem) and (min-height:36rem){
 html,body{height:100%;overflow:hidden}
 body{display:flex;flex-direction:column}
 main{flex:1;min-height:0;display:grid;grid-template-columns:minmax(26rem,5fr) 6fr}
 #records,#report{overflow-y:auto;min-height:0;overscroll-behavior:contain}
 #records{border-right:1px solid var(--rule)}
 .panes{display:none}
 .figures{margin-top:.4rem}
 .tally{justify-content:flex-end}
 header{display:grid;grid-template-columns:minmax(0,1fr) auto;gap:0 2rem;align-items:end}
 .notice{grid-column:1/-1}
 .figures{justify-content:flex-end}
}
@media print{
 @page{margin:18mm 16mm}
 html{background:#fff;font-size:10.5pt}
 header,#records,#report{background:#fff;padding:0 0 1rem}
 nav,.skip,.script-only{display:none!important}
 #report{break-before:page}
 li.record,tr,.total{break-inside:avoid}
 h2,h3,h4,h5,h6,.band{break-after:avoid}
 mark,.key,.ref,.tag,.notice,.warning{print-color-adjust:exact;-webkit-print-color-adjust:exact}
 a{text-decoration:none}
}
@media (forced-colors:active){mark{text-decoration:underline}}
"""


def sheet(marks: Iterable[Mark]) -> str:
    """The CSS of a page with these marks, the colours of the kinds and of what is lit among it.

    A record and its words are lit together, without a script, when either is the target of a link.
    """
    rules = [SHEET]
    for kind, wash in WASHES.items():
        pale = ".10" if kind in LONG_KINDS else ".24"
        rules.append(f"mark.{kind}{{background:rgba({wash},{pale})}}\n")
        rules.append(f".key.{kind},.ref.{kind}{{color:rgb({_dark(wash)});background:rgba({wash},.22)}}\n")
        off = f":root:has(#show-{kind}:not(:checked))"
        rules.append(f"{off} .of-{kind},{off} .ref.{kind}{{display:none}}{off} mark.{kind}{{background:none}}\n")
    rules.append(":root:has(#show-problem:not(:checked)) mark.problem{text-decoration:none}\n")
    rules += [f".tag.{outcome}{{background:rgba({wash},.26)}}\n" for outcome, wash in OUTCOME_WASHES.items()]
    rules.append(".tag.severe_maladministration{background:#8c1d18;color:#fff}\n")
    for mark in marks:
        rules.append(
            f":root:has(#{mark.anchor}:target,#text-{mark.anchor}:target) .r-{mark.anchor}{{background:var(--lit)}}\n"
        )
    return "".join(rules)


def _dark(wash: str) -> str:
    """The colour dark enough to be read on its own wash."""
    return ",".join(str(int(part) * 2 // 5) for part in wash.split(","))
