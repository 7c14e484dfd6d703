import { roleList, type Role } from './client'
import { useWords } from './language'
import { useRecords } from './queries'

export type { Role }

const en = {
  owner: 'Owner',
  lead: 'Team lead',
  marketer: 'Marketer',
  seller: 'Seller',
  agent: 'Care agent',
  editor: 'Editor',
  viewer: 'Viewer',
  unknown: 'A role that is gone',
  about: {
    owner: 'Everything, users and settings too.',
    lead: 'Sees everybody; changes, exports and writes to what is the team’s; changes meanings, imports, merges.',
    marketer: 'Sees and changes all people and companies, exports them, imports, writes to them.',
    seller: 'Sees and changes the customers and orders of their team; others’ customers they do not see.',
    agent: 'Sees and changes all people, so that whoever calls can be helped; exports nothing.',
    editor: 'Reads all, changes records, merges people, changes meanings, imports.',
    viewer: 'Reads all and changes nothing.',
  } as Record<string, string>,
}

const vi: typeof en = {
  owner: 'Chủ tài khoản',
  lead: 'Trưởng nhóm',
  marketer: 'Tiếp thị',
  seller: 'Bán hàng',
  agent: 'Chăm sóc khách',
  editor: 'Người biên tập',
  viewer: 'Người xem',
  unknown: 'Vai trò đã bỏ',
  about: {
    owner: 'Mọi việc, cả người dùng và cài đặt.',
    lead: 'Xem tất cả; sửa, xuất và gửi cho những gì thuộc nhóm; đổi ý nghĩa, nhập liệu, gộp người.',
    marketer: 'Xem và sửa mọi người, mọi công ty; xuất, nhập, gửi tin cho họ.',
    seller: 'Xem và sửa khách và đơn của nhóm mình; không thấy khách của người khác.',
    agent: 'Xem và sửa mọi người, để ai gọi đến cũng giúp được; không xuất gì.',
    editor: 'Đọc tất cả, sửa hồ sơ, gộp người, đổi ý nghĩa, nhập liệu.',
    viewer: 'Đọc tất cả, không sửa gì.',
  },
}

/** The built-in roles and the company's own. */
export const useRoles = () => useRecords('roles', roleList)

/** What a role is called, and in a line what it may do. */
export function useRoleName() {
  const w = useWords({ en, vi })
  const own = useRoles().data?.roles
  const builtIn = (id: string): id is Exclude<keyof typeof en, 'about' | 'unknown'> => id in w.about
  return {
    name: (id: string) => (builtIn(id) ? w[id] : own?.find((r) => r.id === id)?.name) ?? w.unknown,
    about: (id: string) => w.about[id] ?? own?.find((r) => r.id === id)?.about ?? '',
  }
}
