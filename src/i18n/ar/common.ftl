# Words that stand on every page.
page-title = Abri
skip = الانتقال إلى النص
listen = استماع
listen-stop = إسكات
leave-fast = خروج سريع
leave-close = إغلاق
nav-label = القائمة
nav-papers = أوراقي
nav-seen = من رأى أوراقي؟
nav-seen-short = من رأى؟
nav-account = حسابي
next = متابعة
print = طباعة
print-by-hand = للطباعة، افتحوا قائمة المتصفح. ثم اختاروا طباعة.
step-of = { $step } من { $total }
step-label = الخطوة { $step } من { $total }
stop = إيقاف
code-never-asked = لا يحق لأي شخص آخر أن يطلب منكم هذا الرمز.
time-left = الوقت الباقي: <b>{ $left }</b>.
i-am-done = انتهيت

# Above the help that the structure wrote in the settings.
help-title = هل تحتاجون إلى مساعدة؟

# Dates and times. Months and days of the week are chosen by number. Months have the names of Egypt and
# of the French administrations' leaflets in Arabic; those of the Maghreb and of the Levant differ.
date-month-name = { $month ->
    [1] يناير
    [2] فبراير
    [3] مارس
    [4] أبريل
    [5] مايو
    [6] يونيو
    [7] يوليو
    [8] أغسطس
    [9] سبتمبر
    [10] أكتوبر
    [11] نوفمبر
   *[12] ديسمبر
  }
date-weekday-name = { $weekday ->
    [1] الاثنين
    [2] الثلاثاء
    [3] الأربعاء
    [4] الخميس
    [5] الجمعة
    [6] السبت
   *[7] الأحد
  }
date-day-number = { $day }
date-full = { date-weekday-name } { date-day-number } { date-month-name } { $year }
date-plain = { date-day-number } { date-month-name } { $year }
date-weekday = { date-weekday-name } { date-day-number } { date-month-name }
date-month = { date-month-name } { $year }
date-today = اليوم، { $date }
# The marks keep hours before minutes, and a date before its time, whatever stands around.
date-time = {"\u2066"}{ $hour }:{ $minute }{"\u2069"}
date-and-time = {"\u200f"}{ $date }، { $time }
date-until-today = { $time }، اليوم
date-until-tomorrow = { $time }، غدا
ends-past = انتهت في { $date }
ends-today = تنتهي اليوم
ends-tomorrow = تنتهي غدا
ends-days = { $count ->
    [zero] تنتهي اليوم
    [one] تنتهي بعد يوم واحد
    [two] تنتهي بعد يومين
    [few] تنتهي بعد { $count } أيام
    [many] تنتهي بعد { $count } يوما
   *[other] تنتهي بعد { $count } يوم
  }
ends-weeks = { $count ->
    [zero] تنتهي هذا الأسبوع
    [one] تنتهي بعد أسبوع واحد
    [two] تنتهي بعد أسبوعين
    [few] تنتهي بعد { $count } أسابيع
    [many] تنتهي بعد { $count } أسبوعا
   *[other] تنتهي بعد { $count } أسبوع
  }
ends-months = { $count ->
    [zero] تنتهي هذا الشهر
    [one] تنتهي بعد شهر واحد
    [two] تنتهي بعد شهرين
    [few] تنتهي بعد { $count } أشهر
    [many] تنتهي بعد { $count } شهرا
   *[other] تنتهي بعد { $count } شهر
  }
ends-month = تنتهي في { $date }
ends-done = انتهى
ends-minutes = باقي { $count } د
ends-hours = { $count ->
    [zero] أقل من ساعة
    [one] باقي ساعة واحدة
    [two] باقي ساعتين
    [few] باقي { $count } ساعات
    [many] باقي { $count } ساعة
   *[other] باقي { $count } ساعة
  }
ends-left-days = { $count ->
    [zero] أقل من يوم
    [one] باقي يوم واحد
    [two] باقي يومين
    [few] باقي { $count } أيام
    [many] باقي { $count } يوما
   *[other] باقي { $count } يوم
  }
span-minutes = { $count ->
    [zero] أقل من دقيقة
    [one] دقيقة واحدة
    [two] دقيقتين
    [few] { $count } دقائق
    [many] { $count } دقيقة
   *[other] { $count } دقيقة
  }
span-hours = { $count ->
    [zero] أقل من ساعة
    [one] ساعة واحدة
    [two] ساعتين
    [few] { $count } ساعات
    [many] { $count } ساعة
   *[other] { $count } ساعة
  }
span-days = { $count ->
    [zero] أقل من يوم
    [one] يوم واحد
    [two] يومين
    [few] { $count } أيام
    [many] { $count } يوما
   *[other] { $count } يوم
  }
size-kilo = { $count ->
    [zero] { $count } كيلوبايت
    [one] { $count } كيلوبايت
    [two] { $count } كيلوبايت
    [few] { $count } كيلوبايت
    [many] { $count } كيلوبايت
   *[other] { $count } كيلوبايت
  }
size-mega = { $count ->
    [zero] { $count } ميغابايت
    [one] { $count } ميغابايت
    [two] { $count } ميغابايت
    [few] { $count } ميغابايت
    [many] { $count } ميغابايت
   *[other] { $count } ميغابايت
  }
size-mega-one = { $figure } ميغابايت
size-mega-many = { $figure } ميغابايت

# The clock: the unit under its number.
clock-minutes = د
clock-hours = { $count ->
    [zero] ساعة
    [one] ساعة
    [two] ساعة
    [few] ساعات
    [many] ساعة
   *[other] ساعة
  }
clock-days = { $count ->
    [zero] يوم
    [one] يوم
    [two] يوم
    [few] أيام
    [many] يوما
   *[other] يوم
  }
clock-done = انتهى
papers-count = { $count ->
    [zero] لا أوراق
    [one] ورقة واحدة
    [two] ورقتين
    [few] { $count } أوراق
    [many] { $count } ورقة
   *[other] { $count } ورقة
  }
