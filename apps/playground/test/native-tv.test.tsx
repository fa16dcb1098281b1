import { render, screen, within } from '@testing-library/react'
import { expect, test } from 'vitest'
import { NativeTvPage } from '../src/native-tv/native-tv-page.tsx'
import { PSEUDO_CODE } from '../src/native-tv/pseudo-code.tsx'
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
  expect(ways).toHaveLength(8)
  for (const { hash } of ways) expect(document.querySelector(hash), hash).not.toBeNull()
})

test('the whole loop is no longer than thirty lines', () => {
  expect(PSEUDO_CODE.split('\n').length).toBeLessThanOrEqual(30)
})
