#!/usr/bin/env python3
"""Keeps count of the turns of dialogues that are printed in many markups, inside the chrome of many sites.

    bench/markups.py --bin PATH/TO/variorum [--show] [--only NAMES]

The dialogues are invented; each stands in every markup and in every site. A turn counts as kept when
its label and its words stand together in the text, in order. Site chrome that got into the text is
counted too. Nothing but 1.00 and 0 is good.
"""
import argparse, html, os, sys

from pages import flat, read

TALK = [
    ("Vera Holt", "Good morning, everyone. I have a short statement on the bridge over the Merrow, and then I will take a few questions before we leave."),
    ("Question", "Will the bridge open this year?"),
    ("Vera Holt", "Yes."),
    ("Question", "When?"),
    ("Vera Holt", "(Laughter.) Soon."),
    ("Jan Lind", "Let me add something. The northern road has been closed since March, and the ministry of roads has asked for more time and more money."),
    ("Question", "How much?"),
    ("Jan Lind", "Four million marks."),
    ("Vera Holt", "Thank you."),
    ("Jan Lind", "Thank you."),
    ("Question", "One more, please."),
    ("Vera Holt", "No."),
    ("Vera Holt", "Thank you."),
]
SHORT = [
    ("Q", "Is the minister here?"), ("A", "No."), ("Q", "Will he come?"), ("A", "Yes."), ("Q", "Today?"), ("A", "No."),
    ("Q", "Tomorrow?"), ("A", "I do not know."), ("Q", "Who knows?"), ("A", "Nobody."), ("Q", "Thank you."), ("A", "Thank you."),
]
LONG = [
    ("Präsident Aurel Voss", "Meine Damen und Herren, ich begrüße Sie im Alten Saal von Brona. Heute sprechen wir über den Haushalt, über die Straßen im Norden und über die Schulen, die im Herbst neu gebaut werden sollen."),
    ("Abgeordnete Mara Tell", "Herr Präsident, die Straßen sind seit Jahren in schlechtem Zustand. Wann wird endlich gebaut?"),
    ("Präsident Aurel Voss", "Im Mai."),
    ("Abgeordnete Mara Tell", "In welchem Jahr?"),
    ("Präsident Aurel Voss", "Danke."),
    ("Minister Edo Kraan", "Das Geld ist da. Die Arbeiten beginnen, sobald der Boden trocken ist, und sie werden nach unserer Schätzung vier Monate dauern."),
    ("Abgeordnete Mara Tell", "Danke."),
    ("Minister Edo Kraan", "Bitte."),
]
DIALOGUES = {"talk": TALK, "short": SHORT, "long": LONG}

# name: (before, for each turn, after)
MARKUPS = {
    "p": ("", "<p>{L}: {W}</p>", ""),
    "p_strong": ("", "<p><strong>{L}:</strong> {W}</p>", ""),
    "p_b_alone": ("", "<p><b>{L}</b></p><p>{W}</p>", ""),
    "p_em": ("", "<p><em>{L}:</em> {W}</p>", ""),
    "p_u": ("", "<p><u>{L}</u>: {W}</p>", ""),
    "label_own_p": ("", "<p>{L}:</p><p>{W}</p>", ""),
    "br": ("<div>", "{L}: {W}<br>", "</div>"),
    "br_br": ("<div>", "<b>{L}:</b> {W}<br><br>", "</div>"),
    "font": ("<font size=2>", "<font color=red>{L}:</font> <font color=black>{W}</font><br><br>", "</font>"),
    "nobr": ("", "<p><nobr>{L}</nobr>: <nobr>{W}</nobr></p>", ""),
    "div": ("", "<div><span>{L}:</span> <span>{W}</span></div>", ""),
    "div_speaker": ("", "<div class=turn><div class=speaker>{L}</div><div class=words>{W}</div></div>", ""),
    "div_aria": ("<div role=log>", "<div role=article aria-label='{L}'><span>{L}:</span> {W}</div>", "</div>"),
    "div_comment": ("<div class=comments>", "<div class=\"comment transcript-item\"><b>{L}:</b> <p>{W}</p></div>", "</div>"),
    "div_meta": ("", "<div class=meta>{L}</div><div class=teaser>{W}</div>", ""),
    "div_widgets": ("<div class=widget-area>", "<div class=widget><strong>{L}:</strong> {W}</div>", "</div>"),
    "dl": ("<dl>", "<dt>{L}</dt><dd>{W}</dd>", "</dl>"),
    "dl_colon": ("<dl>", "<dt>{L}:</dt><dd><p>{W}</p></dd>", "</dl>"),
    "dl_div": ("<dl>", "<div><dt>{L}</dt><dd>{W}</dd></div>", "</dl>"),
    "table": ("<table>", "<tr><td>{L}</td><td>{W}</td></tr>", "</table>"),
    "table_th": ("<table><tbody>", "<tr><th scope=row>{L}</th><td>{W}</td></tr>", "</tbody></table>"),
    "table_colon": ("<table>", "<tr><td><b>{L}:</b></td><td><p>{W}</p></td></tr>", "</table>"),
    "table_three": ("<table>", "<tr><td>10:15</td><td>{L}:</td><td>{W}</td></tr>", "</table>"),
    "table_layout": ("<table><tr><td width=100></td><td>", "<p><b>{L}:</b> {W}</p>", "</td></tr></table>"),
    "table_nested": ("<table><tr><td><table>", "<tr><td>{L}:</td><td>{W}</td></tr>", "</table></td></tr></table>"),
    "ul": ("<ul>", "<li>{L}: {W}</li>", "</ul>"),
    "ul_transcript": ("<ul class=transcript>", "<li><b>{L}:</b> {W}</li>", "</ul>"),
    "ol_cite": ("<ol>", "<li><cite>{L}:</cite> <q>{W}</q></li>", "</ol>"),
    "ol_related": ("<ol class=related>", "<li class=widget><em>{L}:</em> {W}</li>", "</ol>"),
    "h4": ("", "<h4>{L}</h4><p>{W}</p>", ""),
    "h3_colon": ("", "<h3>{L}:</h3><p>{W}</p>", ""),
    "blockquote": ("", "<p>{L}:</p><blockquote><p>{W}</p></blockquote>", ""),
    "blockquote_each": ("", "<blockquote><b>{L}:</b> {W}</blockquote>", ""),
    "section": ("", "<section><h5>{L}</h5><p>{W}</p></section>", ""),
    "article": ("", "<article><header>{L}</header><p>{W}</p></article>", ""),
    "article_footer": ("", "<article><p><b>{L}:</b> {W}</p><footer></footer></article>", ""),
    "details": ("", "<details open><summary>{L}</summary><p>{W}</p></details>", ""),
    "figure": ("", "<figure><blockquote>{L}: {W}</blockquote></figure>", ""),
    "custom": ("<x-transcript>", "<x-turn><x-label>{L}:</x-label> <x-words>{W}</x-words></x-turn>", "</x-transcript>"),
    "custom_div": ("<x-transcript>", "<x-turn><div>{L}:</div><div>{W}</div></x-turn>", "</x-transcript>"),
    "two_columns": ("<div class=grid>", "<div class=row><div class=\"col col-2\">{L}:</div><div class=\"col col-10\">{W}</div></div>", "</div>"),
    "link_label": ("", "<p><a href=/person/1>{L}</a>: {W}</p>", ""),
    "link_label_b": ("", "<p><b><a href=/person/1>{L}:</a></b></p><p>{W}</p>", ""),
    "time_link": ("", "<p><a href=#t1>[00:01]</a> <b>{L}:</b> {W}</p>", ""),
    "pre": ("<pre>", "{L}: {W}\n\n", "</pre>"),
    "center": ("<center>", "<p>{L}: {W}</p>", "</center>"),
    "comment_author": ("<div class=post-content>", "<div class=\"comment\"><div class=\"comment-author\">{L}</div><div class=\"comment-body\"><p>{W}</p></div></div>", "</div>"),
    "comment_author_bare": ("", "<div class=\"comment\"><div class=\"comment-author\">{L}</div><div class=\"comment-body\"><p>{W}</p></div></div>", ""),
    "comment_list": ("<ul class=comments>", "<li class=comment><span class=\"comment-author\">{L}</span><p class=comment-text>{W}</p></li>", "</ul>"),
    "table_time": ("<table>", "<tr><td>10:15</td><td>{L}</td><td>{W}</td></tr>", "</table>"),
    "table_number": ("<table>", "<tr><td>12</td><td>{L}</td><td>{W}</td></tr>", "</table>"),
    "table_office": ("<table>", "<tr><td>{L}</td><td>Minister of Roads</td><td>{W}</td></tr>", "</table>"),
    "table_dl": ("<table>", "<tr><td><dl><dt>{L}</dt><dd>{W}</dd></dl></td></tr>", "</table>"),
    "p_ul": ("", "<p>{L}:</p><ul><li>{W}</li></ul>", ""),
    "data_speaker": ("", "<p data-speaker=\"{L}\">{W}</p>", ""),
    "data_speaker_div": ("", "<div class=turn data-speaker-name=\"{L}\"><p>{W}</p></div>", ""),
    "figcaption": ("", "<figure><figcaption>{L}</figcaption><blockquote>{W}</blockquote></figure>", ""),
    "figcaption_p": ("", "<figure><figcaption>{L}:</figcaption><p>{W}</p></figure>", ""),
    "h6": ("", "<h6>{L}</h6><p>{W}</p>", ""),
    "role_heading": ("", "<section><div role=heading aria-level=4>{L}</div><section><p>{W}</p></section></section>", ""),
    "amp": ("<amp-accordion>", "<section expanded><h4>{L}</h4><div><p>{W}</p></div></section>", "</amp-accordion>"),
    "amp_list": ("<amp-selector>", "<amp-layout><span>{L}:</span> <amp-fit-text>{W}</amp-fit-text></amp-layout>", "</amp-selector>"),
    "custom_speaker": ("", "<x-turn><x-speaker>{L}:</x-speaker><x-text>{W}</x-text></x-turn>", ""),
    "custom_plain": ("<talk-log>", "<talk-turn><talk-name>{L}</talk-name><talk-words>{W}</talk-words></talk-turn>", "</talk-log>"),
    "slots": ("<talk-log>", "<talk-turn><span slot=name>{L}</span><span slot=words>{W}</span></talk-turn>", "</talk-log>"),
    "aria_list": ("<div role=list>", "<div role=listitem><div>{L}</div><div>{W}</div></div>", "</div>"),
    "address": ("", "<address>{L}</address><p>{W}</p>", ""),
    "spans_block": ("", "<span class=name style=\"display:block\">{L}</span><span class=said style=\"display:block\">{W}</span>", ""),
    "fieldset": ("", "<fieldset><legend>{L}</legend>{W}</fieldset>", ""),
    "small_caps": ("", "<p><small>{L}</small><br>{W}</p>", ""),
    "dfn": ("", "<p><dfn>{L}</dfn>&emsp;{W}</p>", ""),
    "avatar": ("", "<div class=bubble><img class=avatar alt=\"\"><div class=name>{L}</div><div class=text>{W}</div></div>", ""),
    "mark_time": ("", "<div class=cue><time>00:01:10</time> <strong>{L}</strong><p>{W}</p></div>", ""),
    "grid_roles": ("<div role=table>", "<div role=row><div role=cell>{L}</div><div role=cell>{W}</div></div>", "</div>"),
    "aside_class": ("<div class=\"sidebar-layout\">", "<p class=secondary><b>{L}:</b> {W}</p>", "</div>"),
    # Written without a look at the rules, afterwards.
    "chat_bubbles": ('<div class="chat-history">', '<div class="msg msg-left"><div class="msg-avatar"></div><div class="msg-bubble"><div class="msg-info"><div class="msg-info-name">{L}</div><div class="msg-info-time">12:45</div></div><div class="msg-text">{W}</div></div></div>', "</div>"),
    "liveblog": ("<div class=liveblog>", '<div class="liveblog-entry"><time datetime="2031-05-03T10:15">10:15</time><h3>{L}</h3><p>{W}</p></div>', "</div>"),
    "p_i_b": ("", "<p><b><i>{L}.</i></b> {W}</p>", ""),
    "dash": ("", "<p>{L} &mdash; {W}</p>", ""),
    "caps_dot": ("", '<p><span style="font-variant:small-caps">{L}.</span> {W}</p>', ""),
    "bracket": ("", "<p>[{L}] {W}</p>", ""),
    "span_name_words": ("", "<p><span class=name>{L}</span> <span class=said>{W}</span></p>", ""),
    "h2_anchor": ("", "<h2 id=s1><a href=#s1>{L}</a></h2><p>{W}</p>", ""),
    "accordion": ("<div class=accordion>", "<div class=accordion-item><button class=accordion-header>{L}</button><div class=accordion-body>{W}</div></div>", "</div>"),
    "faq_schema": ("<div itemscope itemtype=FAQPage>", "<div itemprop=mainEntity><h3 itemprop=name>{L}</h3><div itemprop=acceptedAnswer><div itemprop=text>{W}</div></div></div>", "</div>"),
    "label_tag": ("", "<div class=qa><label>{L}:</label><p>{W}</p></div>", ""),
    "tr_colspan": ("<table>", "<tr><td colspan=2><b>{L}</b></td></tr><tr><td width=20></td><td>{W}</td></tr>", "</table>"),
    "divs_flat": ("<div class=transcript>", "<div class=t-name>{L}</div><div class=t-text>{W}</div>", "</div>"),
    "blockquote_cite": ("", "<blockquote><p>{W}</p><cite>{L}</cite></blockquote>", ""),
    "section_header_strong": ("", "<section class=intervention><header><strong>{L}</strong></header><div class=content><p>{W}</p></div></section>", ""),
    "ol_p_strong": ("<ol>", "<li><p><strong>{L}</strong></p><p>{W}</p></li>", "</ol>"),
    "br_after_bold": ("", "<p><strong>{L}</strong><br>{W}</p>", ""),
    "br_one_p": ("<p>", "<strong>{L}:</strong> {W}<br/>\n", "</p>"),
    "gutenberg": ("", '<p class="has-text-color"><mark class="has-inline-color">{L}:</mark> {W}</p>', ""),
    "elementor": ('<div class="elementor-widget-wrap">', '<div class="elementor-element elementor-widget elementor-widget-text-editor"><div class="elementor-widget-container"><p><b>{L}:</b> {W}</p></div></div>', "</div>"),
    "react_divs": ("<div class=css-1x>", "<div class=css-abc1><div class=css-q9><div class=css-zz>{L}</div></div><div class=css-w8><div><div>{W}</div></div></div></div>", "</div>"),
    "hansard": ('<div class="hs">', "<div class=hs_Para><b><a name=x1></a>{L}</b>: {W}</div>", "</div>"),
    "google_doc": ("", "<p class=c3><span class=c1>{L}: </span><span class=c2>{W}</span></p>", ""),
    "word_html": ("", "<p class=MsoNormal><b style='mso-bidi-font-weight:normal'><span lang=EN-US>{L}:<o:p></o:p></span></b><span lang=EN-US> {W}<o:p></o:p></span></p>", ""),
    "nested_list": ("<ul>", "<li>{L}<ul><li>{W}</li></ul></li>", "</ul>"),
    "strong_after_nbsp": ("", "<p>&nbsp;&nbsp;<strong>{L}</strong>&nbsp;: {W}</p>", ""),
    "tabs_pre": ("<pre>", "{L}\t{W}\n", "</pre>"),
    "dir_rtl_wrap": ("<div dir=auto>", "<div dir=auto><b>{L}:</b></div><div dir=auto>{W}</div><div><br></div>", "</div>"),
    "p_center_label": ("", "<p align=center><b>{L}</b></p><p align=justify>{W}</p>", ""),
}
INTRO = "<p>The governor and the minister of roads met the press in the Old Hall of Lindar on Tuesday and answered questions on the new bridge.</p>"
NEWS = "".join(f"<li><a href=/n/{n}>{head}</a> <span class=date>1{n}:05</span></li>" for n, head in enumerate(
    ["Rail link reopens after the flood", "Harvest better than feared", "Holt: no talks before summer", "Lind travels to Tesmara", "Ten schools to be rebuilt"]))
FOOT = "<p>© 2031 Norland Gazette. All rights reserved.</p><p><a href=/privacy>Privacy policy</a> <a href=/terms>Terms of use</a></p>"
COMMENTS = "".join(f"<li class=comment><cite class=fn>{who}</cite> <time>3 May 2031</time> <a class=comment-reply-link href=#r>Reply</a><p>{words}</p></li>"
                   for who, words in (("reader17", "I do not believe a word of it."), ("mollusc", "At last somebody says it."), ("reader17", "Who says what?")))
SITES = {
    "plain": "<html lang=en><title>Bridge talk in Lindar</title><body><h1>Bridge talk in Lindar</h1>{B}</body></html>",
    "news": "<html lang=en><head><title>Bridge talk in Lindar - Norland Gazette</title></head><body><header><nav><ul><li><a href=/>Home</a><li><a href=/p>Politics</a><li><a href=/s>Sport</a></ul></nav></header>"
            "<main><article><h1>Bridge talk in Lindar</h1><div class=share-bar>Share: <a href=/f>Mail this page</a></div><div class=article-body>{I}{B}</div></article>"
            "<section class=comments><h3>Comments</h3><ol class=commentlist>{C}</ol></section></main><aside class=sidebar><h3>Latest news</h3><ul>{N}</ul></aside><footer>{F}</footer></body></html>",
    "old": "<html><head><title>Bridge talk in Lindar</title></head><body bgcolor=white><table width=900><tr><td width=200 valign=top><a href=/>Home</a><br><a href=/p>Politics</a><br><a href=/s>Sport</a><br>"
           "<b>Latest news</b><ul>{N}</ul></td><td valign=top><h2>Bridge talk in Lindar</h2>{I}{B}</td></tr></table><hr>{F}</body></html>",
    "boxes": "<html lang=en><head><title>Bridge talk in Lindar | Norland</title></head><body class='single has-sidebar'><div id=page class='site hfeed'><div id=masthead class=site-header><div class=menu><ul><li><a href=/>Home</a><li><a href=/p>Politics</a></ul></div></div>"
             "<div id=content class=site-content><div id=primary class=content-area><div class=entry><h1 class=entry-title>Bridge talk in Lindar</h1><div class=entry-meta>3 May 2031 by Norland press office</div><div class=entry-content>{B}</div>"
             "<div class=related-posts><h4>Related</h4><ul>{N}</ul></div></div></div><div id=secondary class='widget-area sidebar'><h4>Latest news</h4><ul>{N}</ul></div></div><div id=colophon class=site-footer>{F}</div></div></body></html>",
    "official": "<html lang=en><head><title>Briefing</title></head><body><div class=header><a href=/>Government of Norland</a> <a href=/cabinet>Cabinet</a> <a href=/docs>Documents</a></div><div class=breadcrumb><a href=/>Home</a> / <a href=/b>Briefings</a></div>"
                "<h1>Bridge talk in Lindar</h1><p class=date>3 May 2031</p>{I}<div class=text>{B}</div><p><i>END 10:15 A.M.</i></p><div class=print><a href=/print>Print this page</a></div><div class=footer>{F}</div></body></html>",
}
CHROME = ("Latest news", "Privacy policy", "All rights reserved", "Rail link reopens", "Mail this page", "believe a word", "Terms of use")


def page(site, markup, dialogue):
    before, turn, after = MARKUPS[markup]
    body = before + "".join(turn.replace("{L}", html.escape(l)).replace("{W}", html.escape(w)) for l, w in DIALOGUES[dialogue]) + after
    out = SITES[site]
    for key, value in (("{B}", body), ("{I}", INTRO), ("{N}", NEWS), ("{F}", FOOT), ("{C}", COMMENTS)):
        out = out.replace(key, value)
    return out.encode()


# What may stand between a label and its words.
SIGNS = (": ", " ", ". ", ", Minister of Roads ", " — ", "] ", " : ", " 12:45 ")


def kept(text, dialogue):
    """How many turns stand in the text in order, and the lost ones."""
    at, n, lost = 0, 0, []
    for label, words in DIALOGUES[dialogue]:
        forms = [f"{label}{sign}{words}" for sign in SIGNS]
        places = [(text.find(f, at), len(f)) for f in forms if text.find(f, at) >= 0]
        if places:
            place, length = min(places)
            n, at = n + 1, place + length
        else:
            lost.append(f"{label}: {words[:30]}")
    return n, lost


def main():
    ap = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ap.add_argument("--bin", required=True)
    ap.add_argument("--shared", help="not used: the pages are made here")
    ap.add_argument("--only", default="", help="names of markups, parted by commas")
    ap.add_argument("--show", action="store_true", help="list what was lost")
    args = ap.parse_args()
    only = [n for n in args.only.split(",") if n]
    asked = [(s, m, d) for m in MARKUPS if not only or m in only for s in SITES for d in DIALOGUES]
    docs = read(os.path.abspath(args.bin), [(f"https://norland.example/{s}/{m}/{d}", page(s, m, d)) for s, m, d in asked])
    total = held = noise = turns = 0
    for (site, markup, dialogue), doc in zip(asked, docs):
        text = flat(doc["text"])
        n, lost = kept(text, dialogue)
        seen = [c for c in CHROME if c in text]
        total, held, noise = total + len(DIALOGUES[dialogue]), held + n, noise + len(seen)
        turns += len(doc["turns"]) == len(DIALOGUES[dialogue])
        if args.show and (lost or seen):
            print("   ", site, markup, dialogue, "lost", len(lost), lost[:3], "chrome", seen)
    print(f"markups.kept {held}/{total} in {len(MARKUPS)} markups of {len(SITES)} sites")
    print(f"markups.chrome {noise}")
    print(f"markups.pages with all turns told apart {turns}/{len(asked)}")


if __name__ == "__main__":
    main()
