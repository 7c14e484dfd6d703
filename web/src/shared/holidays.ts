const names: Record<string, { vi: string; en: string }> = {
  new_year: { vi: 'Tết Dương lịch', en: 'New Year’s Day' },
  tet: { vi: 'Tết Nguyên đán', en: 'Tết' },
  hung_kings: { vi: 'Giỗ Tổ Hùng Vương', en: 'Hùng Kings’ Day' },
  reunification: { vi: 'Ngày Giải phóng miền Nam 30/4', en: 'Reunification Day' },
  labour_day: { vi: 'Quốc tế Lao động 1/5', en: 'Labour Day' },
  national_day: { vi: 'Quốc khánh 2/9', en: 'National Day' },
  culture_day: { vi: 'Ngày Văn hoá Việt Nam 24/11', en: 'Day of Vietnamese Culture' },
  in_lieu: { vi: 'Nghỉ bù', en: 'Day in lieu' },
}

/** A holiday's name; one that somebody gave stands as it is. */
export const holidayName = (name: string, language: 'vi' | 'en'): string => names[name]?.[language] ?? name
