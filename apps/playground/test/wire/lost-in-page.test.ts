import { expect, test } from 'vitest'
import { isConnectionLost, lostInPage } from '../../src/wire/lost-in-page.ts'

const scripted = { origin: 'https://as.example' }
const error = new TypeError('Failed to fetch')

test('why a request was lost is known at the server in the page, and nowhere else', () => {
  const lost = lostInPage(error, 'https://as.example/token', scripted)
  expect(lost instanceof TypeError && isConnectionLost(lost)).toBe(true)
  expect(lostInPage(error, 'https://api.example/', scripted)).toBe(error)
  expect(lostInPage(error, 'https://as.example/token', undefined)).toBe(error)
  const gaveUp = new DOMException('Timed out', 'TimeoutError')
  expect(lostInPage(gaveUp, 'https://as.example/token', scripted)).toBe(gaveUp)
})
