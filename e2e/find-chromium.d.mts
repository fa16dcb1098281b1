/** Finds an installed Chromium: `CHROMIUM_PATH`, else on the `PATH`, else in well-known places. Throws one line on how to get it. */
export function findChromium(): string
