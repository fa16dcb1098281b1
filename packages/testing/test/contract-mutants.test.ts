import { expect, test } from 'vitest'
import { casesFor, contractCases, runCase } from '../src/contract/index.ts'
import type { ContractAdapter } from '../src/contract/index.ts'
import { mutants } from './contract-mutants.ts'
import { providePage } from './page.ts'

/** The names of the cases that an adapter fails. */
async function failures(adapter: ContractAdapter): Promise<string[]> {
  const failed: string[] = []
  for (const contractCase of casesFor(adapter)) {
    // A page for each: what a mutant leaves on one would go on speaking to logins that are over.
    providePage()
    await runCase(contractCase, adapter).catch(() => failed.push(contractCase.name))
  }
  return failed
}

for (const [name, { adapter, caughtBy }] of Object.entries(mutants)) {
  test(`the contract notices an adapter where ${name}`, async () => {
    const failed = await failures(adapter)
    expect(failed.filter((failedName) => failedName.startsWith(caughtBy))).toHaveLength(1)
  })
}

test('no case of the contract is named twice', () => {
  const names = contractCases.map(({ name }) => name)
  expect(new Set(names).size).toBe(names.length)
})
