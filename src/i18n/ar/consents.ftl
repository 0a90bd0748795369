# The agreements of a person, each with its receipt; and what was refused because one is over.
journal-share-late = { $named ->
    [0] حاول شخص فتح ما لم تعودوا تعرضونه. لم يعرض شيء.
   *[1] <b>{ $who }</b>: محاولة فتح ما لم تعودوا تعرضونه. لم يعرض شيء.
  }
journal-invitation-late = حاول شخص الإيداع برابط انتهى. لم يصل شيء.
journal-proof-refused = أراد شخص تغيير طريقة دخول بدون السر الصحيح. لم يتغير شيء.

# The list.
consent-title = موافقاتي
consent-lead = كل ما وافقتم عليه، مع وصل لكل موافقة.
consent-link = موافقاتي ووصولاتها
consent-live = جارية
consent-live-none = لا توجد موافقة جارية.
consent-ended = منتهية
consent-ended-none = لا توجد موافقة منتهية.
consent-shown = عرض { $papers }. من أجل: { $purpose }.
consent-put-in = السماح بإيداع { $papers } على الأكثر
consent-put-in-how = هذا الشخص يودع أوراقا. لا يرى شيئا من خزنتكم.
consent-until = حتى { $when }
consent-stopped = توقفت في { $when }
consent-over = انتهت في { $when }
consent-receipt-see = رؤية الوصل
consent-pages = الموافقات الأخرى
consent-newer = الأحدث

# A receipt.
consent-receipt = وصل موافقة
consent-words = ما وافقتم عليه
consent-agreed-by = صاحب الموافقة
consent-to = لمن
consent-why = لماذا
consent-how = كيف
consent-from = منذ
consent-to-when = حتى
consent-end = النهاية
consent-by-itself = انتهت وحدها، في { $when }.
consent-by-you = أوقفتموها أنتم، في { $when }.
consent-by-tries = توقفت بعد خمسة رموز غير صحيحة، في { $when }.
consent-by-professional = أنهاها { $who }، في { $when }.
consent-by-another = حلت محلها موافقة أخرى، في { $when }.
consent-by-restore = توقفت في { $when }، عند إعادة تشغيل Abri.
consent-by-unknown = توقفت في { $when }.
consent-stop-title = للإيقاف
consent-stop-how = يمكنكم الإيقاف في أي وقت: اضغطوا «إيقاف»، في صفحة «أوراقي».
consent-stop-after = بعد ذلك لا يفتح شيء. النسخة المحفوظة تبقى عند الشخص.
consent-stop-done = هذه الموافقة لم تعد تفتح شيئا.
consent-number = موافقة رقم { $number }. هذا الوصل لا يفتح شيئا.
consent-back = العودة إلى موافقاتي
