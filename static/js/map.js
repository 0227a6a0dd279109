// The world map: countries joined on their ISO 3166-1 numeric code. What the map is too coarse for is named below it.
(() => {
  const { draw, opens, colour, tooltip, full } = window.opsCharts;

  // Equal Earth (Šavrič, Patterson, Jenny, 2018): areas are true, so that no country looks larger than it is.
  const [A1, A2, A3, A4] = [1.340264, -0.081106, 0.000893, 0.003796];
  const M = Math.sqrt(3) / 2;
  const along = (t) => t * (A1 + A2 * t ** 2 + A3 * t ** 6 + A4 * t ** 8);
  const slope = (t) => A1 + 3 * A2 * t ** 2 + 7 * A3 * t ** 6 + 9 * A4 * t ** 8;

  const project = ([longitude, latitude]) => {
    const t = Math.asin(M * Math.sin((latitude * Math.PI) / 180));
    return [((longitude * Math.PI) / 180) * (Math.cos(t) / (M * slope(t))), -along(t)];
  };

  const unproject = ([x, y]) => {
    let t = -y;
    for (let step = 0; step < 8; step += 1) t -= (along(t) + y) / slope(t);
    return [((M * x * slope(t)) / Math.cos(t)) * (180 / Math.PI), (Math.asin(Math.sin(t) / M) * 180) / Math.PI];
  };

  // The atlas runs across the 180th meridian; on a flat map such a ring is cut there, in two.
  const side = (ring, keeps, edge) => {
    const kept = [];
    ring.forEach((point, index) => {
      const before = ring[(index || ring.length) - 1];
      if (keeps(point) !== keeps(before)) {
        const share = (edge - before[0]) / (point[0] - before[0]);
        kept.push([edge, before[1] + share * (point[1] - before[1])]);
      }
      if (keeps(point)) kept.push(point);
    });
    return kept.length ? [...kept, kept[0]] : null;
  };

  const cut = (polygon) => {
    const crosses = polygon[0].some(([x], index, ring) => index && Math.abs(x - ring[index - 1][0]) > 180);
    if (!crosses) return [polygon];
    const ring = polygon[0].slice(1).map(([x, y]) => [x < 0 ? x + 360 : x, y]);
    const east = side(ring, ([x]) => x <= 180, 180);
    const west = side(ring, ([x]) => x > 180, 180)?.map(([x, y]) => [x - 360, y]);
    return [east, west].filter(Boolean).map((half) => [half]);
  };

  const flat = (geometry) => ({
    type: "MultiPolygon",
    coordinates: (geometry.type === "Polygon" ? [geometry.coordinates] : geometry.coordinates).flatMap(cut),
  });

  const option = (spec, colours) => ({
    tooltip: {
      ...tooltip(colours),
      trigger: "item",
      formatter: ({ data }) => (data ? `${data.label}: ${data.text ?? `${full.format(data.value)} ${spec.unit}`}` : ""),
    },
    visualMap: {
      show: false,
      min: Math.min(1, ...spec.countries.map((country) => country.count)),
      max: Math.max(2, ...spec.countries.map((country) => country.count)),
      inRange: { color: [colour("map-low"), colour("map-high")] },
    },
    series: [
      {
        type: "map",
        map: "world",
        nameProperty: "code",
        projection: { project, unproject },
        top: 0,
        bottom: 0,
        left: 0,
        right: 0,
        selectedMode: false,
        label: { show: false },
        itemStyle: { areaColor: colour("map-land"), borderColor: colour("map-line"), borderWidth: 0.6 },
        emphasis: { label: { show: false }, itemStyle: { areaColor: colour("series-2") } },
        data: spec.countries.map(({ id, name, count, text, url }) => ({ name: id, label: name, value: count, text, url })),
      },
    ],
  });

  const world = async (url) => {
    const atlas = await (await fetch(url)).json();
    const features = topojson.feature(atlas, atlas.objects.countries).features.filter(({ id }) => id !== "010");
    for (const feature of features) {
      feature.properties = { code: feature.id || feature.properties.name };
      feature.geometry = flat(feature.geometry);
    }
    echarts.registerMap("world", { type: "FeatureCollection", features });
    return new Set(features.map(({ id }) => id));
  };

  for (const figure of document.querySelectorAll("[data-map]")) {
    const spec = JSON.parse(document.getElementById(figure.dataset.map).textContent);
    world(figure.dataset.atlas).then((drawn) => {
      const chart = draw(figure, figure.dataset.map, (colours) => option(spec, colours));
      opens(chart, ({ data }) => data?.url);
      const missing = spec.countries.filter(({ id }) => !drawn.has(id)).map(({ name }) => name);
      const note = figure.querySelector("[data-off-map]");
      if (missing.length) note.textContent = `${note.dataset.offMap} ${missing.join(", ")}`;
    });
  }
})();
