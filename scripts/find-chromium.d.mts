/** Finds an installed Chromium: `CHROMIUM_PATH`, otherwise on the `PATH`, otherwise in well-known places. Throws one line on how to get it. */
export function findChromium(): string
