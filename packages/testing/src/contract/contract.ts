import type { ContractAdapter } from './adapter.ts'
import { cancelCases } from './cases/cancel.ts'
import { detachCases } from './cases/detach.ts'
import { endingCases } from './cases/endings.ts'
import { keptCases } from './cases/kept.ts'
import { lifeCases } from './cases/life.ts'
import { mountCases } from './cases/mount.ts'
import { optionCases } from './cases/options.ts'
import { pageCases } from './cases/page.ts'
import { sessionCases } from './cases/session.ts'
import { startCases } from './cases/start.ts'
import { waitingCases } from './cases/waiting.ts'
import type { ContractCase } from './contract-case.ts'
import { ContractLogin } from './contract-login.ts'

/** What every adapter promises, as data. */
export const contractCases: readonly ContractCase[] = [
  ...mountCases,
  ...startCases,
  ...waitingCases,
  ...pageCases,
  ...cancelCases,
  ...endingCases,
  ...sessionCases,
  ...keptCases,
  ...optionCases,
  ...lifeCases,
  ...detachCases,
]

/** The cases that make sense for an adapter. */
export function casesFor({ lacks = [] }: ContractAdapter): ContractCase[] {
  return contractCases.filter(({ needs = [] }) => !needs.some((ability) => lacks.includes(ability)))
}

/**
 * Runs one case.
 *
 * @throws Error that says what was expected
 */
export async function runCase(contractCase: ContractCase, adapter: ContractAdapter): Promise<void> {
  const login = new ContractLogin(adapter, contractCase.script)
  await login.mount(contractCase)
  try {
    await contractCase.run(login)
  } catch (failure) {
    // Whatever the unmount comes to then, it is not why the case failed.
    await login.unmount().catch(() => {})
    throw failure
  }
  await login.unmount()
}

/**
 * Defines a test for each case, with the runner's own `test`.
 *
 * @example
 * ```ts
 * import { adapterContract, type ContractAdapter } from '@device-flow/testing/contract'
 * import { test } from 'vitest'
 *
 * declare const adapter: ContractAdapter
 * adapterContract('vanilla', adapter, { test })
 * ```
 */
export function adapterContract(
  name: string,
  adapter: ContractAdapter,
  { test }: { test: (name: string, run: () => Promise<void>) => void },
): void {
  for (const contractCase of casesFor(adapter)) {
    test(`${name}: ${contractCase.name}`, () => runCase(contractCase, adapter))
  }
}
