import { expect, it } from 'vitest'
import { readDoor, writeDoor } from './door'

it('writes a door that reads back as it was', () => {
  expect(writeDoor('wheel.mass')).toBe('wheel.mass')
  for (const asked of [{}, { from: '2026-09-01', to: '2026-10-01' }, { segment: 'channel = "a&b=c?"' }]) {
    expect(readDoor(writeDoor('wheel.flows.prospect.customer.people', asked))).toEqual({ figure: 'wheel.flows.prospect.customer.people', asked })
  }
})

it('leaves out what was not asked', () => {
  expect(writeDoor('funnel.steps.1', { steps: 'A, B', window: undefined })).toBe('funnel.steps.1?steps=A%2C+B')
})
