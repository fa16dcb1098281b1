import { encryptedStore } from '@device-flow/session/encrypted'
import type { ConditionalStore } from '@device-flow/session/encrypted'
import { nodeAesGcm } from './node-aes-gcm.ts'
import type { Protection } from './protection.ts'

/**
 * Encrypts what a store keeps with the key of a protection. A key is held, as a keyring is slow; but nothing is written with one that was
 * removed meanwhile, or replaced, as when somebody empties the folder while a code is shown: no other process could open it.
 */
export function encryptedWith({ key, ensureKey, mark }: Protection, store: ConditionalStore): ConditionalStore {
  let markOfHeld: string | undefined
  const open = (): ConditionalStore =>
    encryptedStore(store, async (use) => {
      const before = await mark()
      const got = nodeAesGcm(await (use === 'write' ? ensureKey() : key()))
      markOfHeld = before ?? (await mark())
      return got
    })
  let held = open()

  return {
    ...held,
    read: (name) => held.read(name),
    async writeIf(name, revision, next) {
      if ((await mark()) !== markOfHeld) held = open()
      return held.writeIf(name, revision, next)
    },
  }
}
