/** Finds an installed Chromium: `CHROMIUM_PATH`, else on the `PATH`, else in well-known places. Throws one line on how to get it. */
export function findChromium(): string

/** Finds Chromium, or installs it. Rejects with one line on how to get it by hand. */
export function ensureChromium(): Promise<string>
