import { describe, expect, test } from 'vitest'
import { toKeyringError } from '../../src/store/keyring/keyring-problem.ts'

describe('what a keyring says is one of four things (T34)', () => {
  test.each([
    ['absent', 'Platform failure: DBus error: Using X11 for dbus-daemon autolaunch was disabled at compile time'],
    ['absent', 'DBus error: The name org.freedesktop.secrets was not provided by any .service files'],
    ['absent', "Cannot find package '@napi-rs/keyring' imported from my-cli"],
    ['absent', "Couldn't access platform storage: Secret Service: no result found"],
    ['locked', "Couldn't access platform storage: Secret Service: unlock prompt was dismissed"],
    ['locked', "Couldn't access platform storage: User interaction is not allowed."],
    ['denied', "Couldn't access platform storage: AccessDenied"],
    ['denied', "Couldn't access platform storage: User canceled the operation."],
    ['denied', 'Something that nobody has heard of'],
    [
      'hung',
      'DBus error: Did not receive a reply. Possible causes include: the message bus security policy blocked the reply',
    ],
  ])('%s: %s', (state, message) => {
    expect(toKeyringError(new Error(message))).toMatchObject({ state, cause: { message } })
  })

  test('each with a text of its own', () => {
    const texts = ['no such name', 'unlock', 'denied', 'did not receive a reply'].map(
      (words) => toKeyringError(words).message,
    )
    expect(new Set(texts).size).toBe(4)
  })
})
