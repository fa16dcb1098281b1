import { Report } from './report.ts'
import { runLogin, type CreateSleep } from './run-login.ts'

export interface SimulationOptions {
  seed: number
  /** How many logins are run. */
  logins: number
  /** Default: that of the machine. */
  createSleep?: CreateSleep
  /** Told after each login how many there were. */
  onLogin?: (count: number) => void
}

/** Runs many logins, one after the other, each in a world of its own. The same seed gives the same report. */
export async function simulate(options: SimulationOptions): Promise<Report> {
  const { seed, logins, createSleep, onLogin } = options
  const report = new Report()
  for (let login = 0; login < logins; login++) {
    report.add(login, await runLogin(seed, login, createSleep))
    onLogin?.(login + 1)
  }
  return report
}
