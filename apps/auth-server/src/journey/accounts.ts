import { createHash } from 'node:crypto'

/** A person of the demo: whoever typed this name. */
export interface Account {
  /** Stable for a name. */
  id: string
  name: string
  email: string
}

/** The longest name that is kept, characters. */
export const MAX_NAME_CHARS = 60

/** The people who have signed in since the server started. */
export class Accounts {
  readonly #byId = new Map<string, Account>()

  /** The account of a typed name, new or known; `undefined` when nothing legible was typed. */
  signIn(typed: string): Account | undefined {
    const name = [...typed.replace(/\p{C}+/gu, ' ').trim()].slice(0, MAX_NAME_CHARS).join('')
    if (name === '') return undefined
    const id = `demo-${createHash('sha256').update(name).digest('hex').slice(0, 16)}`
    const mailbox = name
      .toLowerCase()
      .replace(/[^a-z0-9]+/g, '.')
      .replace(/^\.|\.$/g, '')
    const account = { id, name, email: `${mailbox || 'someone'}@example.com` }
    this.#byId.set(id, account)
    return account
  }

  find(id: string): Account | undefined {
    return this.#byId.get(id)
  }
}
