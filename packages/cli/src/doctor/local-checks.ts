import { cleanText } from '@device-flow/untrusted'
import type { CommandIo } from '../command-io.ts'
import { inCommandWords } from '../failure/command-words.ts'
import { openSessionStore } from '../kept/stores.ts'
import type { Check } from './check.ts'
import type { DoctorFlagValues } from './doctor-flags.ts'

/** Variables by which agents tell the programs that they run. */
const AGENTS = ['CLAUDECODE', 'CODEX_SANDBOX', 'CURSOR_AGENT', 'GEMINI_CLI', 'AI_AGENT'] as const

/** Whether somebody is here who could enter a code. */
export function checkPerson({ env, stderr }: Pick<CommandIo, 'env' | 'stderr'>): Check {
  const { CI } = env
  if (CI && CI !== 'false' && CI !== '0') {
    return {
      name: 'person',
      status: 'warning',
      message: 'CI is set: nobody is here to enter a code.',
      advice: 'Let a person sign in elsewhere, or use a grant without one (client credentials).',
    }
  }
  const agent = AGENTS.find((name) => env[name])
  if (agent || !stderr.isTTY) {
    return {
      name: 'person',
      status: 'warning',
      message: agent ? `An agent runs this (${agent}).` : 'This is no terminal.',
      advice: 'Show the code to a person by device-flow login --no-wait --json, then go on with --resume.',
    }
  }
  return { name: 'person', status: 'ok', message: 'A terminal, and no sign of CI or an agent.' }
}

/** Whether a session can be kept, and where its key is. */
export async function checkStore({ store = 'auto' }: DoctorFlagValues, io: CommandIo): Promise<Check> {
  if (store === 'memory') return { name: 'store', status: 'skipped', message: '--store memory keeps nothing.' }
  try {
    const sessions = openSessionStore(store, io)
    await sessions.probe()
    const { text } = await sessions.describe()
    return { name: 'store', status: 'ok', message: text }
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error)
    return {
      name: 'store',
      status: 'failed',
      message: cleanText(inCommandWords(message)),
      advice: adviceOnFolder(message, io),
    }
  }
}

/** The folder is rarely where people look for it: a variable of their shell, or of a service, has named it. */
function adviceOnFolder(
  message: string,
  { env: { DEVICE_FLOW_HOME: home } }: Pick<CommandIo, 'env'>,
): string | undefined {
  if (!home || !message.startsWith(home)) return undefined
  return 'DEVICE_FLOW_HOME names that folder: set it to one that can be made and written to, or unset it.'
}
