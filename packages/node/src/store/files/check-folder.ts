/** Refuses what is no path of a folder, by the name of who takes it. @throws TypeError */
export function checkFolder(folder: unknown, taker: string): void {
  if (typeof folder === 'string' && folder !== '') return
  throw new TypeError(`${taker} takes the path of a folder, and not ${JSON.stringify(folder)}.`)
}
