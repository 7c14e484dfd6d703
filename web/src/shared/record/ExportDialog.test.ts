import { describe, expect, it } from 'vitest'
import { exportAddress } from './ExportDialog'

describe('exportAddress', () => {
  it('asks for what the list shows, and nothing that is not set', () => {
    expect(exportAddress('people', { where: 'city = "Huế"', sort: '-created_at', q: '', deleted: false, columns: 'name,phone', format: 'xlsx' }))
      .toBe('/v1/records/people/export?where=city+%3D+%22Hu%E1%BA%BF%22&sort=-created_at&columns=name%2Cphone&format=xlsx')
  })
})
