/** What people read of an outcome: `slowDown` is “slow down”, beside OAuth's own `slow_down`. */
export function outcomeWords(outcome: string): string {
  return outcome
    .replace(/(?<=[a-z])[A-Z]/g, (capital) => ` ${capital.toLowerCase()}`)
    .replace(/\bid token\b/, 'ID token')
}
