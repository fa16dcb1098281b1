import { afterAll, afterEach } from 'vitest'
import {
  playPerson,
  startAuthServer,
  type AuthServer,
  type AuthServerOptions,
  type PersonOptions,
} from '../src/index.ts'
import { Device, type DeviceResponse } from './device.ts'

const running: AuthServer[] = []
let shared: Promise<AuthServer> | undefined

afterEach(async () => {
  await Promise.all(running.splice(0).map((server) => server.close()))
})
afterAll(async () => {
  await (await shared)?.close()
})

/** Starts a server for one test alone. */
export async function serverFor(options: AuthServerOptions): Promise<AuthServer> {
  const server = await startAuthServer(options)
  running.push(server)
  return server
}

/** The server with default options that the tests of a file share: making its keys takes a while. */
export function sharedServer(): Promise<AuthServer> {
  shared ??= startAuthServer()
  return shared
}

/** The person takes the code of a device and decides. */
export function decide(code: DeviceResponse['body'], options: Partial<PersonOptions> = {}): Promise<void> {
  return playPerson({
    verificationUri: code.verification_uri,
    userCode: code.user_code,
    decision: 'approve',
    ...options,
  })
}

/** A device that has been signed in, and its tokens. */
export async function signedIn(
  server: AuthServer,
  fields?: Record<string, string>,
): Promise<{ device: Device; tokens: DeviceResponse['body'] }> {
  const device = new Device(server)
  await decide(await device.askForCode(fields))
  return { device, tokens: (await device.poll()).body }
}
