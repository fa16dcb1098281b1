import { render, screen, within } from '@testing-library/react'
import { expect, test } from 'vitest'
import { NativeTvPage } from '../src/native-tv/native-tv-page.tsx'
import { LOGIN_CODE, REFRESH_CODE } from '../src/native-tv/pseudo-code.tsx'
import { STEPS } from '../src/steps/steps.ts'

test('who cannot run our code finds the seven steps, with what goes over the wire', () => {
  render(<NativeTvPage chart="<svg></svg>" />)
  for (const { number, title } of STEPS) screen.getByRole('heading', { name: `${number}. ${title}` })
  expect(screen.getByText(/urn%3Aietf%3Aparams%3Aoauth%3Agrant-type%3Adevice_code/)).toBeTruthy()
  const rules = within(screen.getByRole('region', { name: 'What each answer to a poll means' }))
  for (const error of ['authorization_pending', 'slow_down', 'access_denied', 'expired_token']) {
    expect(rules.getByText(new RegExp(error)).tagName).toBe('CODE')
  }
})

test('every way on the page leads to a part of it', () => {
  render(<NativeTvPage chart="<svg></svg>" />)
  const ways = within(screen.getByRole('navigation')).getAllByRole<HTMLAnchorElement>('link')
  expect(ways).toHaveLength(9)
  for (const { hash } of ways) expect(document.querySelector(hash), hash).not.toBeNull()
})

test('the pseudo code has every case that the rules name, in lines that are read without scrolling far', () => {
  const cases = [
    'authorization_pending',
    'slow_down',
    'expired_token',
    'cancelled()',
    'Retry-After',
    'http_date',
    'DEVICE_AUTHORIZATION_ENDPOINT',
    'not_the_server',
    'revoke(reply)',
  ]
  for (const word of cases) expect(LOGIN_CODE).toContain(word)
  expect(REFRESH_CODE).toMatch(/with lock[^]*invalid_grant[^]*forget/)
  for (const line of `${LOGIN_CODE}\n${REFRESH_CODE}`.split('\n')) expect(line.length, line).toBeLessThanOrEqual(120)
})

test('what the pseudo code leaves out is said beside it', () => {
  render(<NativeTvPage chart="<svg></svg>" />)
  const code = document.getElementById('code')!
  within(code).getByRole('heading', { name: 'What this leaves out' })
  for (const left of [/client secret \(Google\)/, /A restart/, /DPoP/])
    expect(within(code).getByText(left).tagName).toBe('LI')
})

test('HTML ends the login after a minute, in the table as in the pseudo code', () => {
  render(<NativeTvPage chart="<svg></svg>" />)
  expect(screen.getByText(/^The same, for a minute/).textContent).toContain('three in a row over 60 seconds')
  expect(LOGIN_CODE).toContain('nonsense >= 3 and answered - nonsense_since >= 60')
})

test('who writes for Roku finds the certificates, the time-out and the Task', () => {
  render(<NativeTvPage chart="<svg></svg>" />)
  const request = screen.getByLabelText('A request on Roku').textContent
  expect(request).toContain('SetCertificatesFile("common:/certs/ca-bundle.crt")')
  expect(request).toContain('wait(10000, port)')
  screen.getByText(/^Run it in a Task node/)
})

test('what may be wider than a phone says that it is moved sideways', () => {
  render(<NativeTvPage chart="<svg></svg>" />)
  const regions = screen.getAllByRole('region', { name: /^(The chart of|What each answer|Where each platform)/ })
  expect(regions).toHaveLength(3)
  for (const region of regions) expect(region.previousElementSibling?.textContent).toMatch(/sideways/)
})
