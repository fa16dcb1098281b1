import type { DeviceFlow } from '@device-flow/react'
import { waitFor } from 'xstate'
import type { WireLog } from '../../wire/wire-log.ts'

/** Signs out: first here, then at the server. Resolves to what came of it, in words. */
export async function signOutNow({ actor, signOut }: DeviceFlow, wire: WireLog): Promise<string> {
  const before = wire.list().at(-1)?.number ?? 0
  signOut()
  await waitFor(actor, (snapshot) => snapshot.matches('idle'), { timeout: Infinity })
  const asked = wire.list().filter(({ number, kind }) => number > before && kind === 'revocation')
  return asked.length > 0
    ? 'Nobody is signed in here any more, and the server was asked to revoke the tokens (RFC 7009).'
    : 'Nobody is signed in here any more. The server revokes the tokens next, where it can (RFC 7009).'
}
