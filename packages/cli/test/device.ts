import { startRotatingServer } from '@device-flow/testing'
import type { RotatingServer, RotatingServerOptions } from '@device-flow/testing'
import { afterAll } from 'vitest'
import { newHome, run, RunningCommand } from './running-command.ts'
import type { Ended } from './running-command.ts'

/** A machine with a state folder of its own, and a server that keeps account of its tokens. */
export interface Device {
  server: RotatingServer
  /** What its processes have in their environment. */
  env: Record<string, string>
  run(...argv: string[]): Promise<Ended>
  start(...argv: string[]): RunningCommand
  /** Signs in; the server approves at once. */
  login(...more: string[]): Promise<Ended>
}

// Not when a test is finished: those of a file run at the same time, and which one is meant cannot be told from here.
const servers: RotatingServer[] = []
afterAll(() => Promise.all(servers.map((server) => server.close())))

/** Starts a {@link Device} for one test. */
export async function startDevice(options: RotatingServerOptions = {}): Promise<Device> {
  const server = await startRotatingServer({ interval: 1, ...options })
  servers.push(server)
  const env = { DEVICE_FLOW_HOME: newHome() }
  const runHere = (...argv: string[]): Promise<Ended> => run(argv, env)
  return {
    server,
    env,
    run: runHere,
    start: (...argv) => new RunningCommand(argv, env),
    login: (...more) => runHere('login', ...loginFlags(server), ...more),
  }
}

/** The flags of a login at a server. */
export function loginFlags(server: RotatingServer): string[] {
  return ['--issuer', server.issuer, '--client-id', 'tv', '--scope', 'openid offline_access']
}
