import { encryptedStore } from '@device-flow/session/encrypted'
import { expect, test } from 'vitest'
import { fileStore } from '../../src/store/index.ts'
import { nodeAesGcm } from '../../src/store/app/node-aes-gcm.ts'
import { onlyFileIn, temporaryFolder } from './folder.ts'
import { readFile, writeFile } from 'node:fs/promises'

const bytes = new Uint8Array(32).fill(7)
const value = { revision: 1, text: 'tokens – ✓' }

test.each([
  ['Web Crypto', bytes, nodeAesGcm(bytes)],
  ['OpenSSL', nodeAesGcm(bytes), bytes],
])(
  'what %s has encrypted, the other opens: records of any version and platform are one format',
  async (_, one, other) => {
    const store = fileStore(await temporaryFolder())
    await encryptedStore(store, one).writeIf('k', 0, value)
    expect(await encryptedStore(store, other).read('k')).toEqual(value)
  },
)

test('a record that was changed by one bit is damaged, and one of another key is lost (T20)', async () => {
  const folder = await temporaryFolder()
  const store = encryptedStore(fileStore(folder), nodeAesGcm(bytes))
  await store.writeIf('k', 0, value)
  const other = encryptedStore(fileStore(folder), nodeAesGcm(new Uint8Array(32).fill(8)))
  await expect(other.read('k')).rejects.toMatchObject({ problem: 'keyLost' })
  const file = await onlyFileIn(folder)
  const text = await readFile(file, 'utf8')
  const at = text.lastIndexOf('.') + 3
  await writeFile(file, text.slice(0, at) + (text[at] === 'A' ? 'B' : 'A') + text.slice(at + 1))
  await expect(store.read('k')).rejects.toMatchObject({ problem: 'damaged' })
})
