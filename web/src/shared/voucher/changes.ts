/** What is asked again when vouchers come or go: of the programme, and of whose they are. */
export const changesVouchers = { refreshes: ['vouchers', 'rewards', 'records', 'points', 'loyalty', 'loyalty-members', 'liability'] }
