import { deviceFlow } from './device-flow.ts'
import { runProcess } from './process/run-process.ts'

/** Runs any command as this process. */
export function main(): Promise<never> {
  return runProcess((io) => deviceFlow(process.argv.slice(2), io))
}
