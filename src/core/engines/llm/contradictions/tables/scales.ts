/** Units that measure the same, and how many of the first of their line each is. Keys are the canonical names of the grounding's unit table. */

const SCALES: readonly (readonly [what: string, factors: Readonly<Record<string, number>>])[] = [
  ["length", { m: 1, km: 1e3, cm: 0.01, mm: 0.001, mi: 1609.344, ft: 0.3048, in: 0.0254, yd: 0.9144 }],
  ["area", { m2: 1, km2: 1e6, ha: 1e4 }],
  ["volume", { l: 1, ml: 0.001, m3: 1e3, km3: 1e12 }],
  ["mass", { kg: 1, g: 0.001, mg: 1e-6, t: 1e3, lb: 0.45359237, oz: 0.028349523 }],
  ["time", { s: 1, ns: 1e-9, "µs": 1e-6, ms: 1e-3, min: 60, h: 3600, d: 86_400, week: 604_800, month: 2_629_800, year: 31_557_600, decade: 315_576_000 }],
  ["data", { byte: 1, bit: 0.125, KB: 1e3, MB: 1e6, GB: 1e9, TB: 1e12, PB: 1e15, KiB: 1024, MiB: 1024 ** 2, GiB: 1024 ** 3, TiB: 1024 ** 4 }],
  ["rate of data", { kbit: 1e3, mbit: 1e6, gbit: 1e9 }],
  ["frequency", { Hz: 1, kHz: 1e3, MHz: 1e6, GHz: 1e9 }],
  ["power", { W: 1, kW: 1e3, MW: 1e6, GW: 1e9 }],
  ["energy", { J: 1, kJ: 1e3, kcal: 4184, kWh: 3.6e6, MWh: 3.6e9, GWh: 3.6e12, TWh: 3.6e15 }],
  ["voltage", { V: 1, mV: 1e-3, kV: 1e3 }],
  ["current", { A: 1, mA: 1e-3 }],
  ["pressure", { Pa: 1, hPa: 100, bar: 1e5, psi: 6894.757 }],
  ["speed", { "m/s": 1, "km/h": 1 / 3.6, mph: 0.44704 }],
];

const BY_UNIT = new Map(SCALES.flatMap(([what, factors]) => Object.entries(factors).map(([unit, factor]) => [unit, { what, factor }] as const)));

/** What a unit measures, and how much of the first unit of its kind it is; a unit that no other is counted in measures itself. */
export const scaleOf = (unit: string): { what: string; factor: number } => BY_UNIT.get(unit) ?? { what: unit, factor: 1 };
