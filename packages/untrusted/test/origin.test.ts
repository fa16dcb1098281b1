import { describe, expect, test } from 'vitest'
import { isSecureOrigin, originsOfApis, secureOrigin } from '../src/index.ts'

describe('the origin that a secret may be sent to', () => {
  test.each([
    ['https://api.example.com/orders?open=1', 'https://api.example.com'],
    ['https://API.example.com:443/', 'https://api.example.com'],
    ['https://api.example.com:8443', 'https://api.example.com:8443'],
    ['http://127.0.0.1:3000/', 'http://127.0.0.1:3000'],
    ['http://localhost:3000/', 'http://localhost:3000'],
  ])('of %s is %s', (url, origin) => {
    expect(secureOrigin(url)).toBe(origin)
  })

  test.each(['http://api.example.com', 'ftp://127.0.0.1/', 'urn:example:orders', 'orders-api', ''])(
    'is that of no %j',
    (url) => {
      expect(secureOrigin(url)).toBeUndefined()
      expect(isSecureOrigin(url)).toBe(false)
    },
  )

  test.each(['https://api.example.com', 'https://api.example.com/', 'http://[::1]:3000'])(
    '%s is no more than one',
    (url) => {
      expect(isSecureOrigin(url)).toBe(true)
    },
  )

  test.each(['https://api.example.com/v1', 'https://api.example.com/?a=1', 'https://me@api.example.com', 7, undefined])(
    '%j is more, or something else',
    (value) => {
      expect(isSecureOrigin(value)).toBe(false)
    },
  )
})

test('the origins of the APIs that tokens are for are those of audience and resources, where they are URLs', () => {
  const resources = ['https://one.example.com/v1', 'orders']
  expect(originsOfApis({ audience: 'https://two.example.com/', resources })).toEqual([
    'https://two.example.com',
    'https://one.example.com',
  ])
  expect(originsOfApis({ audience: 'orders' })).toEqual([])
  expect(originsOfApis({})).toEqual([])
})
