/** Colours from one way of writing to another. Channels 0 to 255; hue 0 to 360, saturation and lightness 0 to 100. */
import type { HSL, RGB } from "obsidian";

export function hexToRgb(hex: string): RGB {
  const value = /^#[0-9a-f]{6}$/i.test(hex) ? parseInt(hex.slice(1), 16) : 0;
  return { r: (value >> 16) & 255, g: (value >> 8) & 255, b: value & 255 };
}

export const rgbToHex = ({ r, g, b }: RGB): string => `#${[r, g, b].map((channel) => Math.max(0, Math.min(255, Math.round(channel))).toString(16).padStart(2, "0")).join("")}`;

export function rgbToHsl({ r, g, b }: RGB): HSL {
  const [red, green, blue] = [r / 255, g / 255, b / 255];
  const max = Math.max(red, green, blue);
  const spread = max - Math.min(red, green, blue);
  const lightness = max - spread / 2;
  const sector = spread === 0 ? 0 : max === red ? ((green - blue) / spread + 6) % 6 : max === green ? (blue - red) / spread + 2 : (red - green) / spread + 4;
  const saturation = spread === 0 ? 0 : spread / (1 - Math.abs(2 * lightness - 1));
  return { h: Math.round(sector * 60), s: Math.round(saturation * 100), l: Math.round(lightness * 100) };
}

/** The formula of CSS Color 4, section 7.1. */
export function hslToRgb({ h, s, l }: HSL): RGB {
  const [saturation, lightness] = [s / 100, l / 100];
  const channel = (offset: number): number => {
    const sector = (offset + h / 30) % 12;
    return Math.round(255 * (lightness - saturation * Math.min(lightness, 1 - lightness) * Math.max(-1, Math.min(sector - 3, 9 - sector, 1))));
  };
  return { r: channel(0), g: channel(8), b: channel(4) };
}
