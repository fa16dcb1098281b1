import type { UserConfig } from 'tsdown'

/** What every package's build has in common: ESM only, `.js` and `.d.ts` side by side, source maps. */
export const base: UserConfig = {
  format: 'esm',
  // By oxc, file by file: exported symbols say their types themselves, and no build asks TypeScript. With maps, an editor that goes to a
  // definition shows the source, which is packed too.
  dts: { oxc: true, sourcemap: true },
  fixedExtension: false,
  // Turborepo restores a build beside what an earlier one left: under names of its own, each build's chunks would be packed for good.
  hash: false,
  sourcemap: true,
  logLevel: 'warn',
}
