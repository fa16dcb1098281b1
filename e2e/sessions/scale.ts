/** How much is done: little in `npm test`, and what it is told to do in `npm run storm`. */
export const scale: { readonly isStorm: boolean; readonly rounds: number; readonly kills: number } = {
  isStorm: 'STORM_ROUNDS' in process.env,
  rounds: Number(process.env['STORM_ROUNDS'] ?? 2),
  kills: Number(process.env['STORM_KILLS'] ?? 10),
}

/** For a test that runs so many processes, on a computer that is busy with something else; ms. */
export const limitFor = (processes: number): number => 120_000 + processes * 5_000
