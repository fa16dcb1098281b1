import { plainAddress } from '../src/plain-address.ts'
import { expect, test } from 'vitest'

test('an address is shown as it is typed', () => {
  expect(plainAddress('https://example.com/device/')).toBe('example.com/device')
  expect(plainAddress('http://127.0.0.1:3000/device')).toBe('127.0.0.1:3000/device')
})

test.each([
  ['https://id.example.com/activate', 'id.example.com/activate'],
  ['http://127.0.0.1:4000/device/', '127.0.0.1:4000/device'],
  ['https://id.example.com/', 'id.example.com'],
  ['https://id.example.com/time?at=12:30', 'id.example.com/time?at=12:30'],
  // Where a browser would take http.
  ['https://192.168.77.7:8629/device', 'https://192.168.77.7:8629/device'],
  ['https://192.168.77.7/device', 'https://192.168.77.7/device'],
  ['https://id.example.com:8443/device/', 'https://id.example.com:8443/device'],
])('%s is shown as %s', (uri, shown) => {
  expect(plainAddress(uri)).toBe(shown)
})
