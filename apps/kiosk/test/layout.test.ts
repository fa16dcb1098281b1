import { cleanup, render } from '@testing-library/vue'
import { afterEach, expect, test } from 'vitest'
import QrCode from '../src/parts/QrCode.vue'
import UserCode from '../src/parts/UserCode.vue'

afterEach(cleanup)

const QUIET_ZONE = 4

test.each([
  [['WDJB', '-', 'MJHT'], 'short'],
  [['wdjb', '.', 'mjht', '_', 'xk'], 'middling'],
  [['WDJB', ' – ', 'MJHT'], 'middling'],
  [['WDJB', ' ', 'MJHT'], 'short'],
  [['AB', '-', 'AB', '-', 'ABC'], 'short'],
  [['-AB', '.'], 'short'],
  [Array.from({ length: 20 }, (_, index) => (index % 2 === 0 ? 'X7Kd' : '')), 'long'],
  [['X'.repeat(40), '-'], 'long'],
  [['אבגד', '-', 'הוזח'], 'short'],
])('the code of %o is shown verbatim, in groups, and in letters of a fitting size', (parts, size) => {
  const userCode = parts.join('')
  const groups = parts.filter((_, index) => index % 2 === 0)
  const { container } = render(UserCode, { props: { userCode } })
  const code = container.querySelector('.code')!
  expect(code.textContent).toBe(userCode)
  expect(code.children).toHaveLength(groups.length)
  expect(code.classList).toContain(size)
  expect(code.getAttribute('dir')).toBe('auto')
  expect(code.getAttribute('aria-hidden')).toBe('true')
})

test('the QR code has the quiet zone that cameras need', () => {
  const { container } = render(QrCode, { props: { uri: 'https://id.example.com/activate?user_code=WDJB-MJHT' } })
  const size = Number(container.querySelector('svg')!.getAttribute('viewBox')!.split(' ')[2])
  const path = container.querySelector('path')!.getAttribute('d')!
  const places = [...path.matchAll(/M(\d+) (\d+)/g)].flatMap(([, x, y]) => [Number(x), Number(y)])
  expect(Math.min(...places)).toBe(QUIET_ZONE)
  expect(Math.max(...places)).toBe(size - QUIET_ZONE - 1)
})

test('an address that is too long for a QR code leaves it out, and breaks nothing', () => {
  const { container } = render(QrCode, { props: { uri: `https://id.example.com/${'x'.repeat(5000)}` } })
  expect(container.querySelector('svg')).toBeNull()
})
