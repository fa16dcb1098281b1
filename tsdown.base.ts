import type { UserConfig } from 'tsdown'

/** What every package's build has in common: ESM only, `.js` and `.d.ts` side by side, source maps. */
export const base: UserConfig = {
  format: 'esm',
  dts: true,
  fixedExtension: false,
  sourcemap: true,
  logLevel: 'warn',
}
