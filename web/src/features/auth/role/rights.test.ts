import { expect, test } from 'vitest'
import { byExtent, grant, verbsOf } from './rights'

test('nobody changes more than they see', () => {
  const seller = { people: { read: 'team', create: 'all', update: 'team', delete: 'own' } }
  expect(grant(seller, 'people', 'read', 'own').people).toEqual({ read: 'own', create: 'all', update: 'own', delete: 'own' })
  expect(grant(seller, 'people', 'export', 'all').people).toEqual({ read: 'all', create: 'all', update: 'team', delete: 'own', export: 'all' })
  expect(grant(seller, 'people', 'create', 'none').people?.read).toBe('team')
  expect(seller.people.read).toBe('team')
})

test('rights are told by how far they go', () => {
  expect(byExtent({ read: 'all', update: 'team', delete: 'none', export: 'team' }, ['read', 'update', 'delete', 'export'])).toEqual([['all', ['read']], ['team', ['update', 'export']]])
  expect(verbsOf('orders', ['read', 'send'])).toEqual(['read'])
})
