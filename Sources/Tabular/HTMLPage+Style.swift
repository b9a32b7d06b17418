extension HTMLPage {
    /// One style for every page: legible without colour, on a screen and on A4. Contrast is at least 4.5 to 1.
    static let style = """
        @page { size: A4; margin: 14mm 12mm 16mm; font: 8pt Arial, "Liberation Sans", sans-serif;
          @bottom-right { content: "Page " counter(page) " of " counter(pages); } }
        @page wide { size: A4 landscape; }
        @page patients { size: A4 landscape; @bottom-left { content: "Confidential: patient data"; } }
        * { box-sizing: border-box; }
        body { font: 15px/1.45 Arial, "Liberation Sans", "DejaVu Sans", sans-serif; color: #1b1b1b; background: #fff;
          max-width: 1180px; margin: 0 auto; padding: 20px; }
        main.wide { page: wide; }
        .patients { page: patients; }
        h1 { font-size: 1.7em; line-height: 1.2; margin: 0 0 .2em; }
        h2 { font-size: 1.25em; margin: 1.6em 0 .4em; padding-top: .5em; border-top: 1px solid #8a8a8a; }
        h3 { font-size: 1.05em; margin: 1.3em 0 .3em; }
        p { margin: .4em 0; max-width: 46em; }
        ul { margin: .4em 0; padding-left: 1.3em; max-width: 46em; }
        .lead { font-size: 1.1em; }
        .quiet { color: #505050; }
        .notice { border: 2px solid #1b1b1b; padding: .5em .8em; margin: .8em 0; font-weight: bold; }
        .verdict { border: 1px solid #8a8a8a; border-left: 8px solid #1b1b1b; padding: .6em 1em; margin: 1em 0; }
        .verdict p:first-child { font-weight: bold; font-size: 1.1em; }
        dl.facts { display: grid; grid-template-columns: max-content 1fr; gap: .15em 1.2em; margin: .8em 0; }
        dl.facts dt { color: #505050; }
        dl.facts dd { margin: 0; }
        .scroll { overflow-x: auto; }
        table { border-collapse: collapse; margin: .6em 0; font-size: .93em; }
        caption { text-align: left; font-weight: bold; padding: .3em 0; }
        th, td { text-align: left; vertical-align: top; padding: .35em .9em .35em 0; }
        thead th { border-bottom: 2px solid #1b1b1b; vertical-align: bottom; }
        thead th.number { white-space: normal; }
        tbody th { font-weight: normal; }
        tbody th.id { font-weight: bold; }
        tbody tr { border-bottom: 1px solid #c9c9c9; }
        td.number, th.number { text-align: right; font-variant-numeric: tabular-nums; white-space: nowrap; }
        th.id { font-variant-numeric: tabular-nums; white-space: nowrap; }
        td ul { margin: 0; padding-left: 1.1em; }
        table.people { width: 100%; table-layout: fixed; }
        .people col.rank { width: 8%; }
        .people col.person { width: 17%; }
        .people col.risk { width: 14%; }
        .people col.reasons { width: 49%; }
        .people col.movement { width: 12%; }
        .people col.review { display: none; }
        .people th, .people td { overflow-wrap: break-word; }
        .people .small { display: block; font-size: .9em; color: #505050; }
        .people .person b { font-variant-numeric: tabular-nums; }
        .people tr.running, .people .review { display: none; }
        summary { font-weight: bold; cursor: pointer; margin: 1.6em 0 .4em; }
        a { color: #10437a; }
        .nowrap { white-space: nowrap; }
        .bar { display: inline-block; width: 8em; height: .75em; border: 1px solid #505050; margin-right: .6em; }
        .bar span { display: block; height: 100%; background: #505050; print-color-adjust: exact; }
        footer { margin-top: 2em; padding-top: .5em; border-top: 1px solid #8a8a8a; font-size: .9em; color: #505050; }
        @media print {
          body { font-size: 9.5pt; line-height: 1.32; max-width: none; padding: 0; }
          h2, h3, caption { break-after: avoid; }
          thead { display: table-header-group; }
          tr, .verdict, .notice { break-inside: avoid; }
          .patients h1 { font-size: 1.4em; }
          .patients h1, .patients .lead { display: inline; margin-right: .6em; }
          .patients header p { max-width: none; margin: .15em 0; }
          .patients .notice, .verdict { padding: .25em .6em; margin: .3em 0; }
          .verdict p { display: inline; max-width: none; }
          .verdict p:first-child { font-size: 1em; }
          .patients h2 { margin: .8em 0 .3em; padding-top: .3em; }
          .patients dl.facts { grid-template-columns: max-content 1fr max-content 1fr; gap: .05em 1em; }
          .patients dl.facts, .patients .scroll table, .patients main > ul { font-size: .88em; max-width: none; }
          .patients .scroll th, .patients .scroll td { padding: .08em .9em .08em 0; }
          .people { font-size: .88em; }
          .people th, .people td { padding: .2em .6em .2em 0; }
          .scroll { overflow: visible; }
          details:not([open]) { display: none; }
          .people caption { display: none; }
          .people .reasons ul { padding: 0; }
          .people .reasons li { display: inline; }
          .people .reasons li + li::before { content: "; "; }
          .people .reasons .small { display: inline; }
          .people .reasons .small + .small::before { content: "– "; }
          .people tr.running { display: table-row; border-bottom: none; }
          .people tr.running td { color: #505050; padding-bottom: .5em; }
          .people .review { display: table-cell; border-left: 1px solid #8a8a8a; padding-left: .4em; }
          .people col.rank { width: 5%; }
          .people col.person { width: 13%; }
          .people col.risk { width: 9%; }
          .people col.reasons { width: 43%; }
          .people col.movement { width: 9%; }
          .people col.review { display: table-column; width: 7%; }
        }
        @media screen and (max-width: 640px) {
          body { padding: 12px; }
          dl.facts { grid-template-columns: 1fr; }
          dl.facts dd { margin-bottom: .5em; }
          .people, .people tbody, .people tr, .people th, .people td, .people caption { display: block; width: auto; }
          .people thead { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); }
          .people tbody tr { border: 1px solid #8a8a8a; padding: .5em .8em; margin: 0 0 .8em; }
          .people tbody th, .people tbody td { padding: .15em 0; }
          .people tbody .rank, .people tbody .person, .people tbody .risk, .people tbody .movement { width: auto; }
          .people .rank b::before { content: "Rank "; }
          .people .rank .small, .people .risk .small { display: inline; }
          .people .risk .small + .small::before { content: "· "; }
        }
        """
}
