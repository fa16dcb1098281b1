import type { DeviceFlowReason, TransientFaultReason } from '@device-flow/machine'

/** What a step may be: a word, or an object with one of the members. */
interface StepNames {
  readonly words: readonly string[]
  readonly members: readonly string[]
}

/** The steps of each script, beside those of every one. What is restored may be anything: tests hand the chart damaged sessions. */
const SCRIPTS: Readonly<Record<string, StepNames>> = {
  authorizations: { words: ['ok'], members: ['ok'] },
  polls: {
    words: ['pending', 'slowDown', 'granted', 'denied', 'expired'],
    members: ['pending', 'slowDown', 'granted', 'ended'],
  },
  refreshes: { words: ['refreshed', 'refused'], members: ['refreshed', 'refused'] },
  revocations: { words: ['ok'], members: [] },
}

const FAULT_WORDS = ['unexpected', 'hang']

const FAULTS: Readonly<Record<TransientFaultReason, true>> = {
  offline: true,
  timeout: true,
  serverError: true,
  rateLimited: true,
  invalidResponse: true,
  busy: true,
}

const REASONS: Readonly<Record<DeviceFlowReason, true>> = {
  denied: true,
  expired: true,
  offline: true,
  unsupported: true,
  refused: true,
  invalidResponse: true,
  invalidIdToken: true,
  signedOut: true,
  busy: true,
  storage: true,
  unexpected: true,
}

const SCRIPT_NAMES: readonly string[] = [...Object.keys(SCRIPTS), 'restores']
const OPTION_NAMES: readonly string[] = [...SCRIPT_NAMES, 'clock', 'client', 'refreshGraceMs']

/**
 * Checks the options of scripted services. Misspelt, one would do nothing, and its test would wait for ever.
 *
 * @throws TypeError for a name or a step that there is not, with those that there are
 */
export function checkServicesOptions(options: object): void {
  checkSteps(options, OPTION_NAMES)
}

/** The same for what is added to a script. */
export function checkScript(script: object): void {
  checkSteps(script, SCRIPT_NAMES)
}

function checkSteps(script: object, known: readonly string[]): void {
  for (const [name, steps] of Object.entries(script)) {
    if (!known.includes(name))
      throw new TypeError(`Scripted services have no option ${name}. There are ${known.join(', ')}`)
    const names = SCRIPTS[name]
    if (!names || steps === undefined) continue
    if (!Array.isArray(steps)) throw new TypeError(`${name} is a list of steps, and is ${JSON.stringify(steps)}`)
    for (const step of steps) checkStep(name, names, step)
  }
}

function checkStep(name: string, names: StepNames, step: unknown): void {
  if (typeof step !== 'object' || step === null) return checkWord(name, step, [...names.words, ...FAULT_WORDS])
  if ('after' in step && 'do' in step) return checkStep(name, names, step.do)
  if ('fault' in step) return checkWord('fault', step.fault, Object.keys(FAULTS))
  if ('error' in step) return checkWord('error', step.error, Object.keys(REASONS))
  const members = [...names.members, 'fault', 'error', 'after and do']
  if (members.some((member) => member in step)) return
  throw new TypeError(`${name} has no step with ${Object.keys(step).join(', ')}. There are ${members.join(', ')}`)
}

function checkWord(where: string, given: unknown, words: readonly string[]): void {
  if (words.some((word) => word === given)) return
  throw new TypeError(`${where} has no ${JSON.stringify(given)}. There are ${words.join(', ')}`)
}
