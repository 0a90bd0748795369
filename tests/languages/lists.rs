//! What the languages are held to.

/// Said in French alone, whatever the person reads: it is handed to people in France.
pub const FRENCH_ALONE: &[&str] = &[
    // The message and the sheet that go to whoever is shown papers, or puts some in.
    "show-message",
    "show-sheet-title",
    "show-sheet-why",
    "show-sheet-scan",
    "show-sheet-spoken",
    "show-sheet-look",
    "show-sheet-or",
    "show-sheet-after",
    "show-sheet-papers",
    "show-sheet-view",
    "show-sheet-foot",
    "deposit-message",
    "deposit-sheet-title",
    "deposit-sheet-photo",
    "deposit-sheet-receipt",
    "deposit-sheet-foot",
    // What stands across a page picture or under a copy.
    "reader-mark-until",
    "reader-mark-number",
    "papers-mark",
    "papers-mark-date",
    "papers-print-copy",
    // What is on a card for whoever finds it.
    "account-card-found",
    "account-card-found-more",
    "account-card-found-to",
    "account-rescue-found",
    "pro-card-found",
];

/// Texts that are the same as in French, and why.
pub const SAME: &[(&str, &str, &str)] = &[
    ("en", "page-title", "the name"),
    ("en", "nav-label", "an English word too"),
    ("en", "camera-page", "an English word too"),
    ("en", "clock-minutes", "an English abbreviation too"),
    ("en", "kind-cv", "an English word too"),
    ("en", "papers-page-alt", "an English word too"),
    ("en", "reader-page-alt", "an English word too"),
    ("en", "enter-picture-again", "arguments alone"),
    ("en", "journal-who", "arguments alone"),
    ("en", "team-invitation-as", "arguments alone"),
    ("en", "date-full", "arguments alone"),
    ("en", "date-plain", "arguments alone"),
    ("en", "date-weekday", "arguments alone"),
    ("en", "date-month", "arguments alone"),
    ("en", "date-and-time", "arguments alone"),
    ("en", "span-minutes", "an English word too"),
    ("en", "law-crpa", "the name of a French code"),
    ("ar", "page-title", "the name"),
    ("ar", "date-full", "arguments alone"),
    ("ar", "date-plain", "arguments alone"),
    ("ar", "date-weekday", "arguments alone"),
    ("ar", "date-month", "arguments alone"),
];

/// The other languages, and the plural categories of each (Unicode CLDR).
pub const OTHERS: &[(&str, &[&str])] = &[
    ("en", &["one", "other"]),
    ("ar", &["zero", "one", "two", "few", "many", "other"]),
];

/// Words that a language does not say, and what it says instead (the list at the head of its folder).
pub const NEVER: &[(&str, &str, &str)] = &[
    ("en", "document", "paper"),
    ("en", "documents", "papers"),
    ("en", "vault", "safe"),
    ("en", "share", "show"),
    ("en", "shared", "shown"),
    ("en", "sharing", "showing"),
    ("en", "revoke", "stop"),
    ("en", "deposit", "drop off"),
    ("en", "password", "secret words"),
    ("en", "passphrase", "secret words"),
    ("en", "pin", "code"),
    ("en", "token", "code"),
    ("en", "qr", "square"),
    ("en", "login", "come in"),
    ("en", "session", "say what stays open"),
    ("en", "upload", "add"),
    ("en", "download", "keep"),
    ("en", "click", "press"),
    ("en", "tap", "press"),
    ("en", "error", "say what happened"),
    ("en", "invalid", "It is not the right …"),
    ("en", "expired", "ended"),
    ("en", "expires", "ends"),
    ("en", "user", "person"),
    ("en", "beneficiary", "person"),
    ("en", "please", "the verb alone"),
    ("ar", "وثيقة", "ورقة"),
    ("ar", "الوثيقة", "الورقة"),
    ("ar", "وثائق", "أوراق"),
    ("ar", "مستند", "ورقة"),
    ("ar", "مستندات", "أوراق"),
    ("ar", "خزانة", "خزنة"),
    ("ar", "مشاركة", "عرض"),
    ("ar", "إلغاء المشاركة", "إيقاف"),
    ("ar", "كلمة المرور", "الكلمات السرية"),
    ("ar", "كلمة السر", "الكلمات السرية"),
    ("ar", "إجراء", "معاملة"),
    ("ar", "تحميل", "إضافة"),
    ("ar", "تنزيل", "الاحتفاظ"),
    ("ar", "رفع", "إضافة"),
    ("ar", "جلسة", "ما يبقى مفتوحا"),
    ("ar", "خطأ", "ما حدث"),
    ("ar", "انقر", "اضغطوا"),
    ("ar", "انقروا", "اضغطوا"),
    ("ar", "مستخدم", "شخص"),
    ("ar", "المستخدم", "الشخص"),
    ("ar", "بطاقة الوصول", "بطاقة الدخول"),
    ("ar", "رمز النجدة", "رمز الطوارئ"),
];

/// Names that stand in Latin letters in an Arabic sentence, for they do so everywhere in France.
pub const LATIN: &[&str] = &[
    "Abri",
    "AME",
    "Aspa",
    "Association",
    "CAF",
    "Claire",
    "CNIL",
    "CRPA",
    "HEIC",
    "7RQ2K-D4M9T",
    "7RQ2K‑D4M9T",
    "KD4M-7RQ2",
    "KD4M‑7RQ2",
    "Le",
    "Légifrance",
    "Morel",
    "Ofpra",
    "PDF",
    "Porche",
    "RSA",
    "SMS",
    "iPhone",
    "USB",
];

/// Words in French letters that are English in France.
pub const FRENCH_LETTERS: &[&str] = &["Légifrance"];

/// A sentence of another language may be a little longer: it says the French name in brackets too.
pub const LONGEST: usize = 19;
