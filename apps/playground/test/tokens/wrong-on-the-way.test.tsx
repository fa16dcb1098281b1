import { act } from 'react'
import { expect, test } from 'vitest'
import { checkIdToken } from '../../src/tokens/id-token/check-id-token.ts'
import { evidenceFor } from '../../src/tokens/id-token/evidence.ts'
import { tokenResponses } from '../../src/wire/token-response.ts'
import { ID_TOKEN_TROUBLES } from '../../src/troubles/id-token-troubles.ts'
import { openDevice } from '../open-playground.tsx'

test.each(ID_TOKEN_TROUBLES.map(({ title }) => title))(
  'the button “%s”: the one check that fails is the one the login ended by',
  async (title) => {
    const page = openDevice({ nonce: true })
    const { lab } = page
    await page.press('Sign in')
    await page.untilStatus('awaitingUser')
    const trouble = ID_TOKEN_TROUBLES.find((one) => one.title === title)
    if (!trouble) throw new Error(`There is no ${title}`)
    await act(async () => lab().troubles.switchOn(trouble))
    lab().server.scripted?.approve()
    await page.until(() => ['authorized', 'error'].includes(lab().devices.flow()?.status ?? ''))

    const exchanges = lab().wire.list()
    const responses = tokenResponses(exchanges)
    const newest = responses.at(-1)
    const client = { clientId: 'playground', clientSecret: undefined }
    if (!newest?.idToken) throw new Error('No ID token came')
    const checks = await checkIdToken(
      newest.idToken,
      evidenceFor(newest, responses, exchanges, client, lab().keys.list()),
    )
    const failed = checks.filter(({ result }) => result === 'failed').map(({ name }) => name)
    const field = lab().devices.flow()?.error?.field
    expect(failed).toEqual(field === undefined ? [] : [field])
  },
)
