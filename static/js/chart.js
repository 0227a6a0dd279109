// Draws the charts of a page. Numbers are floats here only to be drawn: the table beside a chart holds the exact ones.
(() => {
  const language = document.documentElement.lang;
  const compact = new Intl.NumberFormat(language, { notation: "compact", maximumFractionDigits: 1 });
  const full = new Intl.NumberFormat(language, { maximumFractionDigits: 2 });
  const probe = document.createElement("span");
  probe.hidden = true;
  document.body.append(probe);

  // light-dark() stays unresolved in a custom property; as the colour of an element it is resolved.
  const colour = (name) => {
    probe.style.color = `var(--${name})`;
    return getComputedStyle(probe).color;
  };

  const theme = () => ({
    ink: colour("ink"),
    muted: colour("ink-muted"),
    line: colour("line"),
    surface: colour("surface-raised"),
    series: [1, 2, 3, 4, 5, 6].map((number) => colour(`series-${number}`)),
  });

  const tooltip = (colours) => ({
    renderMode: "richText",
    backgroundColor: colours.surface,
    borderColor: colours.line,
    borderWidth: 1,
    textStyle: { color: colours.ink, fontSize: 12, fontFamily: getComputedStyle(document.body).fontFamily },
    confine: true,
  });

  // The server's own words for each point: exact, with qualifier and unit.
  const words = (spec) => ({
    formatter: (points) =>
      [points[0].axisValue, ...points.filter(({ seriesIndex }) => seriesIndex < spec.series.length).map(({ seriesIndex, dataIndex, seriesName }) => {
        const text = spec.series[seriesIndex].texts[dataIndex];
        return spec.series.length > 1 ? `${seriesName}: ${text}` : text;
      })].join("\n"),
  });

  const SYMBOLS = ["circle", "rect", "triangle", "diamond", "roundRect", "pin"];

  const series = (spec, colours) =>
    spec.series.map((one, index) => ({
      name: one.name,
      type: spec.type,
      stack: spec.stacked ? "all" : undefined,
      data: one.values,
      symbol: SYMBOLS[index % SYMBOLS.length],
      symbolSize: 7,
      barMaxWidth: 36,
      connectNulls: false,
      lineStyle: { width: 2, type: index % 2 ? "dashed" : "solid" },
      itemStyle: { color: colours.series[index % colours.series.length], borderRadius: spec.type === "bar" && !spec.stacked ? (spec.across ? [0, 3, 3, 0] : [3, 3, 0, 0]) : 0 },
    }));

  // Intervals behind the lines: an invisible line at the lower end, and the area up to the upper one upon it.
  const bands = (spec, colours) =>
    (spec.bands ?? []).flatMap(({ low, high }, index) => {
      const plain = { type: "line", stack: `band ${index}`, symbol: "none", silent: true, z: 1, lineStyle: { opacity: 0 } };
      const between = high.map((value, at) => (value === null ? null : value - low[at]));
      return [
        { ...plain, name: `band ${index} low`, data: low },
        { ...plain, name: `band ${index}`, data: between, areaStyle: { color: colours.series[1], opacity: 0.16 } },
      ];
    });

  const axes = (spec, colours) => {
    const named = {
      type: "category",
      data: spec.categories,
      axisTick: { show: false },
      axisLine: { lineStyle: { color: colours.line } },
      axisLabel: { color: colours.muted, hideOverlap: !spec.across, width: spec.across ? 150 : undefined, overflow: "truncate" },
      // The first bar stands at the top, as the first row of the table does.
      inverse: Boolean(spec.across),
    };
    const measured = {
      type: "value",
      // Of bars that lie, the heading of the chart has the unit.
      name: spec.across ? undefined : spec.unit,
      nameTextStyle: { color: colours.muted, align: "left" },
      nameGap: 10,
      splitNumber: 4,
      splitLine: { lineStyle: { color: colours.line } },
      axisLabel: { color: colours.muted, hideOverlap: true, formatter: (value) => compact.format(value) },
    };
    return spec.across ? { xAxis: measured, yAxis: named } : { xAxis: named, yAxis: measured };
  };

  // A small chart for each series, all on one scale, so that they can be compared.
  const smallMultiples = (spec, colours) => {
    const columns = Math.min(spec.series.length, window.innerWidth < 576 ? 2 : 3);
    const rows = Math.ceil(spec.series.length / columns);
    const most = Math.max(...spec.series.flatMap((one) => one.values.map((value) => value ?? 0)));
    const { xAxis, yAxis } = axes(spec, colours);
    const place = (index) => ({ left: ((index % columns) * 100) / columns, top: (Math.floor(index / columns) * 100) / rows });
    const each = (build) => spec.series.map((one, index) => build(one, index, place(index)));
    return {
      title: each((one, _, { left, top }) => ({
        text: one.name,
        left: `${left}%`,
        top: `${top}%`,
        textStyle: { color: colours.ink, fontSize: 12, width: 150, overflow: "truncate" },
      })),
      grid: each((_one, _, { left, top }) => ({
        left: `${left}%`,
        top: `${top + 12}%`,
        width: `${100 / columns - 3}%`,
        height: `${100 / rows - 14}%`,
        outerBoundsMode: "same",
        outerBoundsContain: "axisLabel",
      })),
      xAxis: each((_one, index) => ({ ...xAxis, gridIndex: index })),
      yAxis: each((_one, index) => ({ ...yAxis, name: undefined, gridIndex: index, max: most, splitNumber: 2 })),
      series: series(spec, colours).map((one, index) => ({ ...one, xAxisIndex: index, yAxisIndex: index })),
      legend: undefined,
    };
  };

  const option = (spec, colours) => ({
    animation: !window.matchMedia("(prefers-reduced-motion: reduce)").matches,
    animationDuration: 300,
    textStyle: { fontFamily: getComputedStyle(document.body).fontFamily, color: colours.ink },
    grid: { left: 4, right: 12, top: spec.series.length > 1 ? 46 : 28, bottom: 4, outerBoundsMode: "same", outerBoundsContain: "axisLabel" },
    legend: spec.series.length > 1 ? { type: "scroll", data: spec.series.map(({ name }) => name), pageIconColor: colours.muted, pageTextStyle: { color: colours.muted }, top: 0, left: 0, itemHeight: 9, itemWidth: 18, textStyle: { color: colours.ink } } : undefined,
    tooltip: { ...tooltip(colours), trigger: "axis", ...words(spec) },
    ...axes(spec, colours),
    series: [...series(spec, colours), ...bands(spec, colours)],
    ...(spec.small ? smallMultiples(spec, colours) : {}),
  });

  // Bands from left to right; a country is another node at each leg of a route.
  const sankey = (spec, colours) => {
    const labels = Object.fromEntries(spec.nodes.map((node) => [node.name, node.label]));
    return {
      animation: false,
      textStyle: { fontFamily: getComputedStyle(document.body).fontFamily, color: colours.ink },
      tooltip: {
        ...tooltip(colours),
        formatter: ({ dataType, data }) =>
          dataType === "edge" ? `${labels[data.source]} → ${labels[data.target]}: ${data.text}` : data.label_,
      },
      series: [{
        type: "sankey",
        left: 8,
        right: 120,
        top: 8,
        bottom: 8,
        draggable: false,
        data: spec.nodes.map((node, index) => ({
          name: node.name,
          label_: node.label,
          depth: node.depth,
          itemStyle: { color: colours.series[index % colours.series.length] },
        })),
        links: spec.links,
        label: { color: colours.ink, formatter: ({ name }) => labels[name] },
        lineStyle: { color: "source", opacity: 0.35 },
      }],
    };
  };

  const save = (name, url) => {
    const link = document.createElement("a");
    link.href = url;
    link.download = name;
    link.click();
  };

  const csv = (table) =>
    [...table.rows]
      .map((row) =>
        [...row.cells]
          .map((cell) => cell.querySelector("data")?.value ?? cell.textContent.trim())
          .map((text) => (/^[=+@\t\r]|^-\D/.test(text) ? `'${text}` : text))
          .map((text) => `"${text.replaceAll('"', '""')}"`)
          .join(","),
      )
      .join("\r\n");

  const saveBlob = (name, content, type) => {
    const url = URL.createObjectURL(new Blob([content], { type }));
    save(name, url);
    setTimeout(() => URL.revokeObjectURL(url), 1000);
  };

  // The chart drawn once more, as lines that stay sharp at any size.
  const svgOf = (chart, option) => {
    const size = { width: chart.getWidth(), height: chart.getHeight() };
    const drawn = echarts.init(null, null, { renderer: "svg", ssr: true, ...size });
    drawn.setOption({ ...option, animation: false, backgroundColor: colour("surface") });
    const text = drawn.renderToSVGString();
    drawn.dispose();
    return text;
  };

  const offerFiles = (figure, chart, name, build) => {
    const png = figure.querySelector("[data-chart-png]");
    const svg = figure.querySelector("[data-chart-svg]");
    const table = figure.querySelector("[data-chart-csv]");
    png.hidden = svg.hidden = table.hidden = false;
    svg.addEventListener("click", () => saveBlob(`${name}.svg`, svgOf(chart, build(theme())), "image/svg+xml"));
    png.addEventListener("click", () => {
      save(`${name}.png`, chart.getDataURL({ pixelRatio: 2, backgroundColor: colour("surface") }));
    });
    table.addEventListener("click", () => {
      saveBlob(`${name}.csv`, `\ufeff${csv(figure.querySelector("table"))}`, "text/csv");
    });
  };

  // Draws `build(colours)` in the figure, again at every change of theme and size.
  const draw = (figure, name, build) => {
    const place = figure.querySelector("[data-chart-canvas]");
    const chart = echarts.init(place, null, { renderer: "canvas" });
    const paint = () => chart.setOption(build(theme()), true);
    paint();
    document.addEventListener("theme:changed", paint);
    // A place that has no size for a moment has no picture either: a map cannot be fitted into nothing.
    const fit = () => place.clientWidth && place.clientHeight && chart.resize();
    new ResizeObserver(() => requestAnimationFrame(fit)).observe(place);
    offerFiles(figure, chart, name, build);
    return chart;
  };

  // Follows the address of what is chosen, where it has one.
  const opens = (chart, addressOf) => {
    chart.on("click", (point) => {
      const url = addressOf(point);
      if (url) window.location.assign(url);
    });
  };

  window.opsCharts = { draw, opens, colour, tooltip, full };

  for (const figure of document.querySelectorAll("[data-chart]")) {
    const spec = JSON.parse(document.getElementById(figure.dataset.chart).textContent);
    const build = spec.type === "sankey" ? sankey : option;
    const chart = draw(figure, figure.dataset.chart, (colours) => build(spec, colours));
    opens(chart, ({ seriesIndex, dataIndex, data }) => data?.url ?? spec.series?.[seriesIndex].urls?.[dataIndex]);
  }
})();
